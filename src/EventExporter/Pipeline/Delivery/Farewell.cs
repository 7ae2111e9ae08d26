using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// Keeps a receiver still whose service has said that it wants nothing more, across restarts, until somebody enables it again or changes
/// its options. Its events stay in the journal.
/// </summary>
internal sealed class Farewell(Receiver receiver, IReceiverStops stops, DeliveryLedger ledger, ReceiverReport report, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What an earlier run has heard.</summary>
    public void Recall()
    {
        if (Find() is not { } stop)
            return;
        if (stop.Configuration == receiver.Configuration)
            report.Unsubscribed($"{stop.Reason} (since {stop.At.UtcDateTime:u})");
        else
            Try(() => stops.Remove(receiver.Name));
    }

    public void Heard(string reason)
    {
        // With several requests under way each may hear it.
        if (ledger.IsUnsubscribed)
            return;
        Try(() => stops.Record(receiver.Name, new ReceiverStop(reason, time.GetUtcNow(), receiver.Configuration)));
        report.Unsubscribed(reason);
    }

    /// <summary>Completes when the receiver may go on, at once if it is not stopped.</summary>
    public async Task OverAsync(CancellationToken stop)
    {
        while (ledger.IsUnsubscribed)
        {
            await Task.Delay(Interval, time, stop);
            if (ledger.IsUnsubscribed && Try(() => stops.Find(receiver.Name) is null))
                report.Resubscribed();
        }
    }

    private ReceiverStop? Find()
    {
        ReceiverStop? found = null;
        Try(() => (found = stops.Find(receiver.Name)) is null);
        return found;
    }

    private bool Try(Func<bool> use)
    {
        try
        {
            return use();
        }
        catch (JournalUnavailableException error)
        {
            report.Hindered(error.Message);
            return false;
        }
    }

    private void Try(Action use) => Try(() =>
    {
        use();
        return true;
    });
}
