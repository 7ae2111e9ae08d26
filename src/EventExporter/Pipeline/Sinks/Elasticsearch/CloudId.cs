using System.Text;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>An Elastic Cloud id: <c>name:base64(host$elasticsearch-id$kibana-id)</c> (Elastic Cloud documentation, "Cloud ID").</summary>
internal static class CloudId
{
    public static Uri ToAddress(string cloudId)
    {
        try
        {
            var encoded = cloudId[(cloudId.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split('$');
            if (parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0)
                throw new FormatException();
            var host = parts[0].Split(':');
            return new UriBuilder("https", $"{parts[1]}.{host[0]}", host.Length > 1 ? int.Parse(host[1], System.Globalization.CultureInfo.InvariantCulture) : 443).Uri;
        }
        catch (Exception error) when (error is FormatException or UriFormatException or ArgumentException)
        {
            throw new SinkConfigurationException("cloudID: not an Elastic Cloud id", "copy it from the deployment's page; it reads name:letters-and-digits");
        }
    }
}
