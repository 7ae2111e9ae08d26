using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Delivery;

/// <summary>Puts a receiver's rejected events into the dead letters, and insists: an event is settled only when its letter is written.</summary>
internal sealed class DeadLetterBox(Receiver receiver, IJournal journal, ReceiverReport report, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public Task AddAsync(IReadOnlyList<RejectedItem> rejected, CancellationToken abort)
    {
        var letters = rejected.Select(ToLetter).ToList();
        return InsistAsync($"{letters.Count} rejected event(s) cannot be put into the dead letters", () => journal.AddDeadLettersAsync(letters, abort), abort);
    }

    /// <summary>Removes the letters of events that were sent again and accepted.</summary>
    public Task DiscardAsync(IReadOnlyList<DeliveryItem> accepted, CancellationToken abort)
    {
        if (accepted.Count == 0)
            return Task.CompletedTask;
        var ids = accepted.Select(static item => item.DeadLetterId).ToList();
        return InsistAsync($"{ids.Count} dead letter(s) that were accepted cannot be removed", () => Task.FromResult(journal.DeadLetters.Discard(ids)), abort);
    }

    private async Task InsistAsync(string trouble, Func<Task> write, CancellationToken abort)
    {
        for (var hindered = false; ; hindered = true)
        {
            try
            {
                await write();
                if (hindered)
                    report.Succeeded();
                return;
            }
            catch (JournalUnavailableException error)
            {
                report.Hindered($"{trouble}: {error.Message}");
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
        rejected.Item.Event)
    {
        Count = rejected.Item.Covers,
    };
}
