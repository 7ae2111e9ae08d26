using System.Globalization;
using System.Text;

namespace EventExporter.Telemetry;

/// <summary>Labels as the text format writes them between the braces, in order of their names.</summary>
internal static class MetricLabels
{
    /// <summary>Empty for no labels. A label given twice counts once, the last time.</summary>
    public static string Format(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
            labels[MetricName.Sanitise(name)] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
            text.Append(text.Length > 0 ? "," : "").Append(name).Append("=\"").Append(Escape(value)).Append('"');
        return text.ToString();
    }

    private static string Escape(string value) => value.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n");
}
