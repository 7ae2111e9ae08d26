using System.Diagnostics.Metrics;

namespace EventExporter.Telemetry;

/// <summary>
/// The exporter's instruments. Names are those of the Prometheus text at <c>/metrics</c> (counters get <c>_total</c> there).
/// The receivers' accounts are in <c>Pipeline/Delivery/ReceiverInstruments</c>, read all at once so that they add up.
/// </summary>
internal sealed class ExporterMetrics : IDisposable
{
    public const string MeterName = "event_exporter";

    /// <summary>In seconds: a transaction takes well under a millisecond, or as long as a disk that is in trouble.</summary>
    private static readonly InstrumentAdvice<double> DiskTimes = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10] };

    public ExporterMetrics()
    {
        Meter = new Meter(MeterName);
        Received = Meter.CreateCounter<long>("event_exporter_received", description: "Occurrences that were journalled.");
        WatchRestarts = Meter.CreateCounter<long>("event_exporter_watch_restarts", description: "Watches that were opened again, by reason.");
        Gaps = Meter.CreateCounter<long>("event_exporter_gaps", description: "Spans for which continuity of the watch was not proven.");
        Malformed = Meter.CreateCounter<long>("event_exporter_malformed", description: "Watch lines and list items that could not be read.");
        Lookups = Meter.CreateCounter<long>("event_exporter_enrichment_lookups", description: "Lookups of involved objects, by result: hit, miss, not_found, forbidden, over_budget, failed.");
        LookupSeconds = Meter.CreateHistogram<double>("event_exporter_enrichment_lookup_seconds", "s", "Time that reading one object's metadata took.");
        LatencySeconds = Meter.CreateHistogram<double>("event_exporter_receiver_latency_seconds", "s", "From reading an event to the receiver's acceptance of it.");
        CommitSeconds = Meter.CreateHistogram("event_exporter_journal_commit_seconds", "s", "Time that one journal transaction took.", advice: DiskTimes);
        Meter.CreateObservableGauge("event_exporter_build_info", Build, description: "1, with the version and the revision that the exporter was built from.");
    }

    /// <summary>For gauges that the parts register themselves (<c>CreateObservableGauge</c>): pending, journal size, lag, build information.</summary>
    public Meter Meter { get; }

    public Counter<long> Received { get; }

    public Counter<long> WatchRestarts { get; }

    public Counter<long> Gaps { get; }

    public Counter<long> Malformed { get; }

    public Counter<long> Lookups { get; }

    public Histogram<double> LookupSeconds { get; }

    public Histogram<double> LatencySeconds { get; }

    public Histogram<double> CommitSeconds { get; }

    public void Dispose() => Meter.Dispose();

    private static Measurement<int> Build() =>
        new(1, new KeyValuePair<string, object?>("version", BuildInfo.Current.Version), new KeyValuePair<string, object?>("revision", BuildInfo.Current.Revision));
}
