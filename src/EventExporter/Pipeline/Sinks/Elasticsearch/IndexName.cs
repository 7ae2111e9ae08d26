using System.Globalization;
using System.Text;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>
/// An index name with a Go time layout in braces: <c>kube-events-{2006-01-02}</c>. The reference time's parts stand for year, month, day,
/// hour, minute and second; everything else is taken as it is. Several pairs of braces may occur.
/// </summary>
internal sealed class IndexName
{
    // Longest first, so that 2006 is not taken for 20 and 06.
    private static readonly (string Go, string Net)[] Parts =
    [
        ("2006", "yyyy"), ("January", "MMMM"), ("Jan", "MMM"), ("Monday", "dddd"), ("Mon", "ddd"),
        ("01", "MM"), ("02", "dd"), ("15", "HH"), ("04", "mm"), ("05", "ss"), ("06", "yy"),
    ];

    private readonly string[] _formats;
    private readonly Lock _gate = new();
    private long _second = -1;
    private string _name = "";

    private IndexName(string[] formats) => _formats = formats;

    public static IndexName Parse(string format)
    {
        var formats = new List<string>();
        var rest = format;
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('{', StringComparison.Ordinal);
            var close = open < 0 ? -1 : rest.IndexOf('}', open);
            if (open >= 0 && close < 0)
                throw new SinkConfigurationException($"indexFormat: '{format}' has a brace that is not closed", "write it like kube-events-{2006-01-02}");
            formats.Add(Literal(open < 0 ? rest : rest[..open]));
            if (open < 0)
                break;
            formats.Add(Translate(rest[(open + 1)..close]));
            rest = rest[(close + 1)..];
        }

        return new IndexName([.. formats.Where(static f => f.Length > 0)]);
    }

    /// <summary>The name for an event's time. Elasticsearch wants it in lower case.</summary>
    public string For(DateTimeOffset time)
    {
        var second = time.UtcTicks / TimeSpan.TicksPerSecond;
        lock (_gate)
        {
            if (second == _second)
                return _name;
            _second = second;
            return _name = string.Concat(_formats.Select(format => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture))).ToLowerInvariant();
        }
    }

    private static string Literal(string text) => text.Length == 0 ? "" : "'" + text.Replace("'", "\\'", StringComparison.Ordinal) + "'";

    private static string Translate(string layout)
    {
        var format = new StringBuilder();
        while (layout.Length > 0)
        {
            var part = Array.Find(Parts, p => layout.StartsWith(p.Go, StringComparison.Ordinal));
            format.Append(part.Go is null ? "\\" + layout[0] : part.Net);
            layout = layout[(part.Go?.Length ?? 1)..];
        }

        // A format of one letter would be taken for a standard format.
        return format.Length == 1 ? "%" + format : format.ToString();
    }
}
