using System.Globalization;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>Slack's way of writing texts (mrkdwn): <c>&amp; &lt; &gt;</c> are control characters, links and dates stand in angle brackets.</summary>
internal static class SlackText
{
    public const string CutNotice = "\n… (cut here, the rest does not fit into a Slack message)";

    private const int LongestEntity = 6;
    private const int LongestTag = 500;
    private const string Fence = "```";

    public static string Escape(string text) => text.AsSpan().ContainsAny('&', '<', '>')
        ? text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        : text;

    /// <summary>
    /// The event with its free texts escaped, for templates to be rendered over: so the event cannot write mentions or links, while the
    /// template around it can. Names, labels and times cannot hold a control character.
    /// </summary>
    public static AnalyzedEvent Escape(AnalyzedEvent analyzed)
    {
        var source = analyzed.Event;
        var escaped = source with
        {
            Message = Escape(source.Message),
            Reason = Escape(source.Reason),
            Action = Escape(source.Action),
            Type = Escape(source.Type),
            Cluster = Escape(source.Cluster),
            Annotations = Escape(source.Annotations),
            SourceComponent = Escape(source.SourceComponent),
            SourceHost = Escape(source.SourceHost),
            ReportingController = Escape(source.ReportingController),
            ReportingInstance = Escape(source.ReportingInstance),
            InvolvedObject = Escape(source.InvolvedObject),
            Related = source.Related is { } related ? Escape(related) : null,
        };
        var facts = analyzed.Object with { Annotations = Escape(analyzed.Object.Annotations) };
        return analyzed with { Enriched = new EnrichedEvent(escaped, facts), Details = Escape(analyzed.Details), Finding = EscapedFinding.Of(analyzed.Finding), Group = analyzed.Group is { } group ? Escape(group) : null };
    }

    /// <summary>A time in the reader's own zone; in UTC where that is not supported.</summary>
    public static string Date(DateTimeOffset time) => string.Create(
        CultureInfo.InvariantCulture, $"<!date^{time.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time_secs}}|{time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC>");

    /// <summary>At most <paramref name="limit"/> characters: what is too long ends with the notice, and not within an escaped character, a link or a code block.</summary>
    public static string Cut(string text, int limit, string notice = CutNotice)
    {
        if (text.Length <= limit)
            return text;
        var kept = Whole(text[..Math.Max(0, limit - notice.Length - Fence.Length)]);
        var isInCode = CountFences(kept) % 2 == 1;
        return isInCode ? $"{kept}{Fence}{notice}" : kept + notice;
    }

    private static string Whole(string text)
    {
        var end = text.Length;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;
        end = BeforeUnclosed(text, end, '&', ';', LongestEntity);
        end = BeforeUnclosed(text, end, '<', '>', LongestTag);
        return text[..end].TrimEnd('`');
    }

    private static int BeforeUnclosed(string text, int end, char open, char close, int reach)
    {
        var tail = text.AsSpan(Math.Max(0, end - reach)..end);
        var at = tail.LastIndexOf(open);
        return at >= 0 && !tail[at..].Contains(close) ? end - tail.Length + at : end;
    }

    private static int CountFences(string text)
    {
        var count = 0;
        for (var at = text.IndexOf(Fence, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Fence, at + Fence.Length, StringComparison.Ordinal))
            count++;
        return count;
    }

    private static EventGroup Escape(EventGroup group) => group with
    {
        Key = Escape(group.Key),
        Labels = Escape(group.Labels),
        Events = [.. group.Events.Select(Escape)],
        Counts = [.. group.Counts.Select(static count => count with { Reason = Escape(count.Reason), Namespace = Escape(count.Namespace) })],
    };

    public static ObjectReference Escape(ObjectReference reference) => reference with
    {
        ApiVersion = Escape(reference.ApiVersion),
        Kind = Escape(reference.Kind),
        Namespace = Escape(reference.Namespace),
        Name = Escape(reference.Name),
        FieldPath = Escape(reference.FieldPath),
    };

    public static IReadOnlyDictionary<string, string> Escape(IReadOnlyDictionary<string, string> texts) =>
        texts.Count == 0 ? texts : texts.ToDictionary(static pair => pair.Key, static pair => Escape(pair.Value), StringComparer.Ordinal);
}
