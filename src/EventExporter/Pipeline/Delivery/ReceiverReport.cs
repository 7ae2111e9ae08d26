using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Delivery;

/// <summary>Where a receiver's doings become visible: its status, the health board, the log and the latency metric.</summary>
internal sealed class ReceiverReport(Receiver receiver, DeliveryLedger ledger, ExporterMetrics metrics, HealthBoard health, ILogger logger, TimeProvider time)
{
    private readonly string _part = $"receiver/{receiver.Name}";
    private readonly KeyValuePair<string, object?> _tag = new("receiver", receiver.Name);
    private readonly FailureLog _log = new(receiver.Name, logger, time);

    public void Started()
    {
        if (ledger.IsUnsubscribed)
            return;
        ledger.Enter(ReceiverState.Delivering);
        health.Report(_part, HealthState.Ok);
    }

    public void Stopped()
    {
        if (!ledger.IsUnsubscribed)
            ledger.Enter(ReceiverState.Idle);
    }

    public void Delivered(List<DeliveryItem> items)
    {
        if (items.Count == 0 || !metrics.LatencySeconds.Enabled)
            return;
        var now = time.GetUtcNow();
        foreach (var item in items)
            metrics.LatencySeconds.Record((now - item.Event.Event.ObservedAt).TotalSeconds, _tag);
    }

    /// <summary>An attempt after which nothing is left to repeat.</summary>
    public void Succeeded()
    {
        ledger.Succeeded();
        _log.Succeeded();
        health.Report(_part, HealthState.Ok);
    }

    /// <summary>An attempt after which <paramref name="items"/> events have to be sent again.</summary>
    public void Failed(string reason, int items)
    {
        ledger.Retrying(items);
        Failed(reason);
        _log.Failed(reason, items);
    }

    /// <summary>Trouble on our side of the delivery: the journal cannot be read or written.</summary>
    public void Hindered(string reason)
    {
        Failed(reason);
        _log.Failed(reason, 0);
    }

    public void Rejected(string reason, int items)
    {
        ledger.Noted(reason);
        _log.Rejected(reason, items);
    }

    public void Unsubscribed(string reason)
    {
        ledger.Failed(reason);
        ledger.Enter(ReceiverState.Unsubscribed);
        _log.Unsubscribed(reason);
        health.Report(_part, HealthState.Degraded, $"stopped: {reason}; to enable it again: event-exporter receivers enable {receiver.Name}");
    }

    /// <summary>Somebody has enabled the receiver again.</summary>
    public void Resubscribed()
    {
        ledger.Enter(ReceiverState.Delivering);
        _log.Resubscribed();
        health.Report(_part, HealthState.Ok);
    }

    private void Failed(string reason)
    {
        ledger.Failed(reason);
        health.Report(_part, HealthState.Degraded, reason);
    }
}
