namespace EventExporter.Pipeline.Events.Findings;

/// <summary>An event as evidence: what happened to what, when, and the beginning of what it said.</summary>
internal sealed record EventQuote
{
    /// <summary>Characters of a message that are kept.</summary>
    public const int LongestMessage = 200;

    /// <summary>When it was last seen to happen.</summary>
    public DateTimeOffset At { get; init; }

    public string Reason { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>One line, shortened to <see cref="LongestMessage"/>.</summary>
    public string Message { get; init; } = "";

    /// <summary>How many occurrences it stands for.</summary>
    public long Count { get; init; }

    /// <summary><see cref="ClusterEvent.Identity"/> of the event that is quoted.</summary>
    public string Identity { get; init; } = "";

    public static EventQuote Of(ClusterEvent e) => new()
    {
        At = e.LastSeen,
        Reason = e.Reason,
        Kind = e.InvolvedObject.Kind,
        Namespace = e.InvolvedObject.Namespace,
        Name = e.InvolvedObject.Name,
        Message = Shortened(e.Message),
        Count = e.Delta,
        Identity = e.Identity,
    };

    /// <summary>One line of at most <see cref="LongestMessage"/> characters of valid Unicode; what was cut off is three dots.</summary>
    public static string Shortened(string message)
    {
        var end = message.Length <= LongestMessage ? message.Length : LongestMessage - 3;
        if (end < message.Length && char.IsHighSurrogate(message[end - 1]))
            end--;
        return string.Create(end + (end < message.Length ? 3 : 0), (message, end), static (line, from) =>
        {
            line.Fill('.');
            for (var i = 0; i < from.end; i++)
                line[i] = char.IsControl(from.message[i]) ? ' ' : from.message[i];
        });
    }
}
