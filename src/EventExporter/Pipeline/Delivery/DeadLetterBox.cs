using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Delivery;

/// <summary>Puts a receiver's rejected events into the dead letters, and insists: an event is settled only when its letter is written.</summary>
internal sealed class DeadLetterBox(Receiver receiver, IJournal journal, ReceiverReport report, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task AddAsync(IReadOnlyList<RejectedItem> rejected, CancellationToken abort)
    {
        var letters = rejected.Select(ToLetter).ToList();
        while (true)
        {
            try
            {
                await journal.AddDeadLettersAsync(letters, abort);
                return;
            }
            catch (JournalUnavailableException error)
            {
                report.Hindered($"{letters.Count} rejected event(s) cannot be put into the dead letters: {error.Message}");
                await Task.Delay(Pause, time, abort);
            }
        }
    }

    private DeadLetter ToLetter(RejectedItem rejected) => new(
        rejected.Item.DeadLetterId,
        receiver.Name,
        rejected.Item.Sequence,
        rejected.Item.Event.Event.Identity,
        time.GetUtcNow(),
        rejected.Reason,
        rejected.Payload,
        rejected.Item.Event);
}
