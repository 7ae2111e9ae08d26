using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Delivery;

/// <summary>Takes up dead letters that somebody asked to be sent again, and sends them the way everything is sent.</summary>
internal sealed class DeadLetterResends(Receiver receiver, IDeadLetterStore store, BatchSender sender, DeliveryLedger ledger, ReceiverReport report, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (ledger.IsUnsubscribed || !await SendSomeAsync())
                    await Task.Delay(Interval, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Letters under way are requested again at the next start.
        }
        finally
        {
            ledger.AbandonResends();
        }
    }

    private async Task<bool> SendSomeAsync()
    {
        var items = Take();
        if (items.Count == 0)
            return false;
        ledger.Resend(items.Count);
        await sender.SendAsync(items, resent: true);
        return true;
    }

    private List<DeliveryItem> Take()
    {
        try
        {
            return
            [
                .. store.TakeRetryRequests(receiver.Name, receiver.Options.MaxItems)
                    .Where(static letter => letter.Event is not null)
                    .Select(static letter => new DeliveryItem(letter.Sequence, letter.Event!) { DeadLetterId = letter.Id }),
            ];
        }
        catch (JournalUnavailableException error)
        {
            report.Hindered($"dead letters cannot be read: {error.Message}");
            return [];
        }
    }
}
