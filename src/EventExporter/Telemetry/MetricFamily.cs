using System.Text;

namespace EventExporter.Telemetry;

/// <summary>All series of one metric name.</summary>
internal sealed class MetricFamily
{
    /// <summary>In seconds, for durations from a fast disk to a slow service; an instrument's advice takes precedence.</summary>
    private static readonly double[] DefaultBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Lock _gate = new();
    private readonly string _name;
    private readonly MetricKind _kind;
    private readonly string _help;
    private readonly double[] _boundaries;
    private readonly SortedDictionary<string, MetricSeries> _byLabels = new(StringComparer.Ordinal);

    // Replaced as a whole when a series is added, so that recording reads it without a lock.
    private volatile Dictionary<int, TaggedSeries> _byTags = [];

    public MetricFamily(string name, MetricKind kind, string help, IReadOnlyList<double>? boundaries)
    {
        _name = name;
        _kind = kind;
        _help = help.Length > 0 ? help : name;
        _boundaries = boundaries is { Count: > 0 } ? [.. boundaries] : DefaultBoundaries;
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Find(tags) ?? Add(tags);
        switch (_kind)
        {
            case MetricKind.Counter or MetricKind.UpDown:
                series.Add(value);
                break;
            case MetricKind.Histogram:
                series.Observe(value);
                break;
            default:
                series.Set(value);
                break;
        }
    }

    /// <summary>Forgets the series of what is asked for at each scrape: those that are still there report themselves now.</summary>
    public void BeginObservation()
    {
        if (!_kind.IsObserved())
            return;
        lock (_gate)
        {
            _byLabels.Clear();
            _byTags = [];
        }
    }

    public void WriteTo(StringBuilder text)
    {
        lock (_gate)
        {
            if (_byLabels.Count == 0)
                return;
            text.Append("# HELP ").Append(_name).Append(' ').Append(_help.Replace("\\", @"\\").Replace("\n", @"\n")).Append('\n');
            text.Append("# TYPE ").Append(_name).Append(' ').Append(_kind.TypeName()).Append('\n');
            foreach (var (labels, series) in _byLabels)
                series.WriteTo(text, _name, labels);
        }
    }

    private MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_byTags.TryGetValue(TaggedSeries.HashOf(tags), out var candidate))
            return null;
        while (candidate is not null && !candidate.Has(tags))
            candidate = candidate.Next;
        return candidate?.Series;
    }

    private MetricSeries Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            if (Find(tags) is { } existing)
                return existing;

            // The same labels given in another order are the same series.
            var labels = MetricLabels.Format(tags);
            if (!_byLabels.TryGetValue(labels, out var series))
                _byLabels[labels] = series = new MetricSeries(_kind == MetricKind.Histogram ? _boundaries : []);
            var hash = TaggedSeries.HashOf(tags);
            var byTags = new Dictionary<int, TaggedSeries>(_byTags);
            byTags[hash] = new TaggedSeries(tags.ToArray(), series, byTags.GetValueOrDefault(hash));
            _byTags = byTags;
            return series;
        }
    }
}
