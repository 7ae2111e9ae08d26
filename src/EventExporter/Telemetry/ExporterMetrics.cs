using System.Diagnostics.Metrics;

namespace EventExporter.Telemetry;

/// <summary>
/// The exporter's instruments. Names are those of the Prometheus text at <c>/metrics</c> (counters get <c>_total</c> there).
/// Counts of one receiver add up: received = delivered + rejected + dropped + pending.
/// </summary>
internal sealed class ExporterMetrics : IDisposable
{
    public const string MeterName = "event_exporter";

    public ExporterMetrics()
    {
        Meter = new Meter(MeterName);
        Received = Meter.CreateCounter<long>("event_exporter_received", description: "Occurrences that were journalled.");
        ReceiverReceived = Meter.CreateCounter<long>("event_exporter_receiver_received", description: "Journalled occurrences that the receiver has to account for.");
        Delivered = Meter.CreateCounter<long>("event_exporter_receiver_delivered", description: "Occurrences that the receiver's service has accepted.");
        Rejected = Meter.CreateCounter<long>("event_exporter_receiver_rejected", description: "Occurrences that the receiver's service refused for good; they are in the dead letters.");
        Dropped = Meter.CreateCounter<long>("event_exporter_receiver_dropped", description: "Occurrences that were not to be sent, by reason: not_routed, overflow, journal_full.");
        Retried = Meter.CreateCounter<long>("event_exporter_receiver_retried", description: "Attempts that were repeated, counted per occurrence.");
        WatchRestarts = Meter.CreateCounter<long>("event_exporter_watch_restarts", description: "Watches that were opened again, by reason.");
        Gaps = Meter.CreateCounter<long>("event_exporter_gaps", description: "Spans for which continuity of the watch was not proven.");
        Malformed = Meter.CreateCounter<long>("event_exporter_malformed", description: "Watch lines and list items that could not be read.");
        Lookups = Meter.CreateCounter<long>("event_exporter_enrichment_lookups", description: "Lookups of involved objects, by result: hit, miss, not_found, forbidden, over_budget, failed.");
        LookupSeconds = Meter.CreateHistogram<double>("event_exporter_enrichment_lookup_seconds", "s", "Time that reading one object's metadata took.");
        LatencySeconds = Meter.CreateHistogram<double>("event_exporter_receiver_latency_seconds", "s", "From reading an event to the receiver's acceptance of it.");
        CommitSeconds = Meter.CreateHistogram<double>("event_exporter_journal_commit_seconds", "s", "Time that one journal transaction took.");
    }

    /// <summary>For gauges that the parts register themselves (<c>CreateObservableGauge</c>): pending, journal size, lag, build information.</summary>
    public Meter Meter { get; }

    public Counter<long> Received { get; }

    public Counter<long> ReceiverReceived { get; }

    public Counter<long> Delivered { get; }

    public Counter<long> Rejected { get; }

    public Counter<long> Dropped { get; }

    public Counter<long> Retried { get; }

    public Counter<long> WatchRestarts { get; }

    public Counter<long> Gaps { get; }

    public Counter<long> Malformed { get; }

    public Counter<long> Lookups { get; }

    public Histogram<double> LookupSeconds { get; }

    public Histogram<double> LatencySeconds { get; }

    public Histogram<double> CommitSeconds { get; }

    public void Dispose() => Meter.Dispose();
}
