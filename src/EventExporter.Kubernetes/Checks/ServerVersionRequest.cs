using System.Text.Json;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Checks;

internal static class ServerVersionRequest
{
    private const string Path = "version";

    public static async Task<ServerVersion> GetAsync(ApiTransport transport, CancellationToken ct)
    {
        var body = await transport.GetAsync(Path, ct);
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return new ServerVersion(Text(root, "major"), Text(root, "minor"), Text(root, "gitVersion"), Text(root, "platform"));
        }
        catch (Exception e) when (ObjectReading.IsMalformed(e))
        {
            throw new IOException($"{transport.Describe(HttpMethod.Get, Path)}: the answer is no version: {e.Message}", e);
        }
    }

    private static string Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
