using System.Diagnostics.Metrics;
using EventExporter.Telemetry;

namespace EventExporter.Pipeline.Journal;

/// <summary>The figures of the journal for the gauges, which other threads read at any time.</summary>
internal sealed class JournalGauges
{
    private readonly TimeProvider _clock;
    private long _bytes;
    private long _events;
    private long _oldest = -1;

    public JournalGauges(ExporterMetrics metrics, TimeProvider clock)
    {
        _clock = clock;
        metrics.Meter.CreateObservableGauge("event_exporter_journal_bytes", () => Volatile.Read(ref _bytes), "By", "What the journal takes on disk, without free pages in its file.");
        metrics.Meter.CreateObservableGauge("event_exporter_journal_events", () => Volatile.Read(ref _events), description: "Events that the journal holds.");
        metrics.Meter.CreateObservableGauge("event_exporter_journal_oldest_seconds", OldestSeconds, "s", "Age of the oldest event that the journal holds; 0 if it is empty.");
    }

    public void Set(long bytes, long events, long? oldestTicks)
    {
        Volatile.Write(ref _bytes, bytes);
        Volatile.Write(ref _events, events);
        Volatile.Write(ref _oldest, oldestTicks ?? -1);
    }

    private double OldestSeconds()
    {
        var oldest = Volatile.Read(ref _oldest);
        return oldest < 0 ? 0 : Math.Max(0, TimeSpan.FromTicks(_clock.GetUtcNow().UtcTicks - oldest).TotalSeconds);
    }
}
