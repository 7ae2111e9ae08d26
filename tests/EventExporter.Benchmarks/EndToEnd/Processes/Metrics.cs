using System.Globalization;

namespace EventExporter.Benchmarks.EndToEnd.Processes;

/// <summary>What an exporter says of itself at <c>/metrics</c>: values by series name with labels.</summary>
internal sealed class Metrics(IReadOnlyDictionary<string, double> values)
{
    public static Metrics Parse(string text)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] != '#' && line.LastIndexOf(' ') is > 0 and var at)
                values[line[..at]] = double.Parse(line.AsSpan(at + 1), CultureInfo.InvariantCulture);
        }

        return new Metrics(values);
    }

    /// <summary>The sum of a name's series, of all labels.</summary>
    public double Sum(string name) => values.Where(v => v.Key == name || v.Key.StartsWith(name + "{", StringComparison.Ordinal)).Sum(v => v.Value);

    /// <summary>What was counted since an earlier look.</summary>
    public Metrics Since(Metrics earlier) =>
        new(values.ToDictionary(v => v.Key, v => v.Value - earlier.ValueOf(v.Key), StringComparer.Ordinal));

    /// <summary>The bound of a receiver's latency bucket below which a share of its events lies, in seconds.</summary>
    public double LatencyBound(string receiver, double share)
    {
        var buckets = values
            .Where(v => v.Key.StartsWith("event_exporter_receiver_latency_seconds_bucket{", StringComparison.Ordinal) && v.Key.Contains($"\"{receiver}\"", StringComparison.Ordinal))
            .Select(v => (Bound: BoundOf(v.Key), Count: v.Value))
            .OrderBy(b => b.Bound)
            .ToList();
        return buckets.Count == 0 ? double.NaN : buckets.Find(b => b.Count >= buckets[^1].Count * share).Bound;
    }

    private double ValueOf(string series) => values.GetValueOrDefault(series);

    private static double BoundOf(string series)
    {
        var start = series.IndexOf("le=\"", StringComparison.Ordinal) + 4;
        var text = series[start..series.IndexOf('"', start)];
        return text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
    }
}
