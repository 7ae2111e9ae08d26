using System.Diagnostics.Metrics;
using System.Text;

namespace EventExporter.Telemetry;

/// <summary>
/// Keeps the current value of every series of some meters, and writes them in the Prometheus text format 0.0.4
/// (prometheus.io/docs/instrumenting/exposition_formats). Recording locks nothing and allocates nothing once a series exists.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>What the names of the exporter's own metrics begin with unless <c>metricsNamePrefix</c> says otherwise.</summary>
    public const string DefaultPrefix = "event_exporter_";

    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly HashSet<Meter> _meters;
    private readonly string _prefix;

    /// <param name="prefix">Takes the place of <see cref="DefaultPrefix"/> (<c>metricsNamePrefix</c>); names of other kinds, such as
    /// <c>process_cpu_seconds_total</c>, stay what dashboards know. Empty: the default.</param>
    /// <param name="meters">Whose instruments are written, also those that are created later.</param>
    public PrometheusText(string prefix, params IEnumerable<Meter> meters)
    {
        _prefix = prefix.Length > 0 ? prefix : DefaultPrefix;
        _meters = [.. meters];
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.Start();
    }

    public string Write()
    {
        lock (_gate)
        {
            foreach (var family in _families.Values)
                family.BeginObservation();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder(16_384);
            foreach (var family in _families.Values)
                family.WriteTo(text);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!_meters.Contains(instrument.Meter))
            return;
        lock (_gate)
        {
            var kind = MetricKinds.Of(instrument);
            var name = MetricName.Of(instrument.Name, kind, _prefix);
            if (!_families.TryGetValue(name, out var family))
                _families[name] = family = new MetricFamily(name, kind, instrument.Description ?? "", Boundaries(instrument));
            listener.EnableMeasurementEvents(instrument, family);
        }
    }

    private static IReadOnlyList<double>? Boundaries(Instrument instrument) => instrument switch
    {
        Histogram<double> h => h.Advice?.HistogramBucketBoundaries,
        Histogram<long> h => h.Advice?.HistogramBucketBoundaries?.Select(b => (double)b).ToArray(),
        _ => null,
    };
}
