using System.Diagnostics.Metrics;
using EventExporter.Telemetry;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// The receivers' accounts as metrics. They are read when somebody collects, all from the same looks, so that a scrape adds up:
/// received = delivered + rejected + dropped + pending, for each receiver.
/// </summary>
internal sealed class ReceiverInstruments
{
    // A collection asks one instrument after the other; within this time they answer from the same look.
    private static readonly TimeSpan OneCollection = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Func<IReadOnlyList<ReceiverStatus>> _look;
    private readonly TimeProvider _time;
    private IReadOnlyList<ReceiverStatus> _seen = [];
    private long _seenAt;

    public ReceiverInstruments(Meter meter, Func<IReadOnlyList<ReceiverStatus>> look, TimeProvider time)
    {
        _look = look;
        _time = time;
        Counter(meter, "event_exporter_receiver_received", "Journalled occurrences that the receiver has to account for.", static s => s.Received);
        Counter(meter, "event_exporter_receiver_delivered", "Occurrences that the receiver's service has accepted.", static s => s.Delivered);
        Counter(meter, "event_exporter_receiver_rejected", "Occurrences that the receiver's service refused for good, or that were given up; they are in the dead letters.", static s => s.Rejected);
        Counter(meter, "event_exporter_receiver_retried", "Attempts that were repeated, counted per occurrence.", static s => s.Retried);
        meter.CreateObservableCounter(
            "event_exporter_receiver_dropped", () => Look().SelectMany(Dropped), description: "Occurrences that were not to be sent, by reason: not_routed, overflow, journal_full, silenced, inhibited, outside_active_time, repeat.");
        meter.CreateObservableGauge(
            "event_exporter_receiver_held", () => Look().SelectMany(Held), description: "Occurrences that are pending because they are held back to be told of together, by reason: grouped, digest, outside_active_time.");
        meter.CreateObservableGauge(
            "event_exporter_receiver_pending", () => Look().Select(static s => Measure(s, s.Pending)), description: "Occurrences that are in the journal and not settled.");
        meter.CreateObservableGauge(
            "event_exporter_receiver_oldest_pending_seconds", () => Look().Select(static s => Measure(s, s.OldestPending.TotalSeconds)), "s", "Age of the oldest occurrence on its way to the receiver.");
    }

    private void Counter(Meter meter, string name, string description, Func<ReceiverStatus, long> count) =>
        meter.CreateObservableCounter(name, () => Look().Select(status => Measure(status, count(status))), description: description);

    private IReadOnlyList<ReceiverStatus> Look()
    {
        lock (_gate)
        {
            if (_seenAt == 0 || _time.GetElapsedTime(_seenAt) > OneCollection)
            {
                _seen = _look();
                _seenAt = _time.GetTimestamp();
            }

            return _seen;
        }
    }

    private static IEnumerable<Measurement<long>> Dropped(ReceiverStatus status) =>
    [
        new(status.NotRouted, new("receiver", status.Name), new("reason", "not_routed")),
        new(status.Overflow, new("receiver", status.Name), new("reason", "overflow")),
        new(status.JournalFull, new("receiver", status.Name), new("reason", "journal_full")),
        new(status.Silenced, new("receiver", status.Name), new("reason", "silenced")),
        new(status.Inhibited, new("receiver", status.Name), new("reason", "inhibited")),
        new(status.OutsideActiveTime, new("receiver", status.Name), new("reason", "outside_active_time")),
        new(status.Repeats, new("receiver", status.Name), new("reason", "repeat")),
    ];

    private static IEnumerable<Measurement<long>> Held(ReceiverStatus status) =>
    [
        new(status.HeldInGroups, new("receiver", status.Name), new("reason", "grouped")),
        new(status.HeldForDigest, new("receiver", status.Name), new("reason", "digest")),
        new(status.HeldForActiveTime, new("receiver", status.Name), new("reason", "outside_active_time")),
    ];

    private static Measurement<T> Measure<T>(ReceiverStatus status, T value) where T : struct => new(value, new KeyValuePair<string, object?>("receiver", status.Name));
}
