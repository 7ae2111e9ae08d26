namespace EventExporter.Pipeline.Events;

/// <summary>Several events that a receiver gets as one: what they have in common, how many they are, and some of them.</summary>
internal sealed record EventGroup
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>Why they were gathered.</summary>
    public required GatheredBy By { get; init; }

    /// <summary>The labels as one text, <c>namespace=shop, reason=BackOff</c>; empty in a digest.</summary>
    public string Key { get; init; } = "";

    /// <summary>The fields that were grouped by, with their values.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing;

    /// <summary>How many events it stands for.</summary>
    public required long Size { get; init; }

    /// <summary>How many occurrences: the sum of the events' deltas.</summary>
    public required long Count { get; init; }

    /// <summary>When the earliest happened.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When the latest happened.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Some of the events, oldest first, the newest always among them; recurrences of one are one, with the sum of their deltas.</summary>
    public required IReadOnlyList<AnalyzedEvent> Events { get; init; }

    /// <summary>Occurrences by reason and namespace, the most frequent first. What is too much to list is summed up under empty names.</summary>
    public required IReadOnlyList<EventCount> Counts { get; init; }

    /// <summary>The group of an event that goes alone.</summary>
    public static EventGroup Of(AnalyzedEvent analyzed) => new()
    {
        By = GatheredBy.Nothing,
        Size = 1,
        Count = analyzed.Event.Delta,
        First = Start(analyzed.Event),
        Last = analyzed.Event.LastSeen,
        Events = [analyzed],
        Counts = [new EventCount(analyzed.Event.Reason, analyzed.Event.Namespace, 1, analyzed.Event.Delta)],
    };

    /// <summary>When what an occurrence stands for began: a recurrence began after what was told before.</summary>
    public static DateTimeOffset Start(ClusterEvent occurrence) => occurrence.Delta < occurrence.TotalCount ? occurrence.LastSeen : occurrence.FirstSeen;
}
