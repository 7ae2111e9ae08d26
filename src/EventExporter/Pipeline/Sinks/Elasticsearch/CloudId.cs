using System.Text;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>An Elastic Cloud id: <c>name:base64(host$elasticsearch-id$kibana-id)</c> (Elastic Cloud documentation, "Cloud ID").</summary>
internal static class CloudId
{
    public static Uri ToAddress(string cloudId) => Part(cloudId, 1) ?? throw Unreadable();

    /// <summary>Null for a deployment without Kibana.</summary>
    public static Uri? ToKibana(string cloudId) => Part(cloudId, 2);

    private static Uri? Part(string cloudId, int index)
    {
        try
        {
            var encoded = cloudId[(cloudId.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split('$');
            if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
                throw new FormatException();
            if (index >= parts.Length || parts[index].Length == 0)
                return null;
            // A part may have a port of its own.
            var host = parts[0].Split(':');
            var name = parts[index].Split(':');
            var port = name.Length > 1 ? name[1] : host.Length > 1 ? host[1] : "443";
            return new UriBuilder("https", $"{name[0]}.{host[0]}", int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)).Uri;
        }
        catch (Exception error) when (error is FormatException or UriFormatException or ArgumentException)
        {
            throw Unreadable();
        }
    }

    private static SinkConfigurationException Unreadable() =>
        new("cloudID: not an Elastic Cloud id", "copy it from the deployment's page; it reads name:letters-and-digits");
}
