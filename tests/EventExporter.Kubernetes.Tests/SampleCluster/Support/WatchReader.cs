using System.Text.Json.Nodes;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Support;

/// <summary>The lines of an open watch.</summary>
internal sealed class WatchReader(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    /// <summary>The next raw line; null when the body has ended.</summary>
    public async Task<string?> LineAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await reader.ReadLineAsync(patience.Token);
    }

    public async Task<JsonObject> NextAsync() => JsonNode.Parse(await LineAsync() ?? throw new EndOfStreamException("The watch has ended."))!.AsObject();

    /// <summary>Type and name of the next change.</summary>
    public async Task<string> NextShortAsync()
    {
        var change = await NextAsync();
        return $"{change["type"]} {change["object"]!["metadata"]!["name"]}";
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
