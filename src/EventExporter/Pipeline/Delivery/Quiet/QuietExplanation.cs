using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>What would hold an event back on its way to a receiver, as far as it can be said without knowing what went before.</summary>
internal static class QuietExplanation
{
    /// <summary>One line a thing, in the order in which they are asked; the first that surely holds the event back is the last line.</summary>
    /// <param name="targets">Where the routes lead the event.</param>
    public static IReadOnlyList<string> Of(string receiver, DeliveryOptions options, ReceiverSet targets, IReadOnlyList<Silence> silences, ISilences matching, AnalyzedEvent analyzed, DateTimeOffset now)
    {
        var lines = new List<string>();
        if (matching.Matching(analyzed, receiver, now) is { } id && silences.FirstOrDefault(silence => silence.Id == id) is { } silence)
        {
            lines.Add($"held back: silenced by {silence.Id} until {silence.EndsAt.UtcDateTime:u} ({silence.Author}: {silence.Comment})");
            return lines;
        }

        var rule = options.Rules.FirstOrDefault(rule => targets.Contains(rule.Target));
        var quiet = rule?.Settings ?? options.Quiet;
        if (rule is not null)
            lines.Add($"as {rule.Name} says:");
        lines.AddRange(quiet.Inhibit.Where(rule => rule.Mute(analyzed) && !rule.When(analyzed)).Select(rule => Inhibited(rule, analyzed)));
        var isFinding = analyzed.Finding is IncidentFinding or AlertFinding;
        if (quiet.Repeats is { } repeats && !isFinding)
            lines.Add($"sent only if it is the first of its {Fields(repeats.Fields, analyzed)} within {Duration.Format(repeats.Within)} (repeats: first)");
        if (quiet.ActiveTime is { } active && !active.Contains(now))
        {
            lines.Add(active.DropsOutside
                ? "held back: outside the active time now, and left out (outside: drop)"
                : $"waits: outside the active time now; told of in a digest at {active.NextFrom(now).UtcDateTime:u}");
            return lines;
        }

        if (quiet.Group is { } group && !isFinding)
            lines.Add(Grouped(group, analyzed));
        if (options.RateLimit is { Overflow: not OverflowPolicy.Wait } limit)
            lines.Add($"beyond {limit.Permits:0.###} in {Duration.Format(limit.Period)} it {(limit.Overflow == OverflowPolicy.Drop ? "is left out" : "is told of in a digest")} (rateLimit)");
        return lines;
    }

    private static string Inhibited(InhibitRule rule, AnalyzedEvent analyzed) => rule.KeyOf(analyzed) is null
        ? $"not muted by inhibit rule {rule.Name}: it has no {string.Join(", ", rule.Equal.Select(static field => field.Name))}"
        : $"held back while inhibit rule {rule.Name} sees something going on{(rule.Equal.Count > 0 ? $" with {Fields(rule.Equal, analyzed)}" : "")}";

    private static string Grouped(GroupSettings group, AnalyzedEvent analyzed) => group.By == GatheredBy.Repeats
        ? $"sent at once if it is the first of its {Fields(group.Fields, analyzed)}, else summed up every {Duration.Format(group.Interval)} (repeats: digest)"
        : $"waits: joins the group {Fields(group.Fields, analyzed)}, told of after {Duration.Format(group.Wait)}, "
            + $"with something new after {Duration.Format(group.Interval)}, while it goes on every {Duration.Format(group.Repeat)}";

    private static string Fields(IReadOnlyList<GroupField> fields, AnalyzedEvent analyzed) =>
        string.Join(", ", fields.Select(field => $"{field.Name}={(field.Read(analyzed) is { Length: > 0 } value ? value : "\"\"")}"));
}
