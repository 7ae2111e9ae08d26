using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

/// <summary>What a receiver was told, reckoned from the items that its sink got.</summary>
internal sealed class Told(TimeProvider? time = null)
{
    private readonly List<AnalyzedEvent> _messages = [];
    private readonly List<DateTimeOffset> _times = [];

    /// <summary>What is sent after it was switched off does not count: the process is dead.</summary>
    public bool IsDead { get; set; }

    public IReadOnlyList<AnalyzedEvent> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    public Outcome Take(DeliveryItem item)
    {
        lock (_messages)
        {
            if (!IsDead)
            {
                _messages.Add(item.Event);
                _times.Add((time ?? TimeProvider.System).GetUtcNow());
            }
        }

        return Outcome.Delivered();
    }

    /// <summary>The reasons that were told of before a time.</summary>
    public IEnumerable<string> Before(DateTimeOffset end) =>
        Messages.Where((_, i) => _times[i] < end).SelectMany(static message => (message.Group ?? EventGroup.Of(message)).Counts).Select(static count => count.Reason);

    /// <summary>Occurrences by reason over all messages.</summary>
    public Dictionary<string, long> CountsByReason() => Messages
        .SelectMany(static message => (message.Group ?? EventGroup.Of(message)).Counts)
        .GroupBy(static count => count.Reason)
        .ToDictionary(static group => group.Key, static group => group.Sum(count => count.Count));
}
