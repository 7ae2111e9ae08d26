using System.Globalization;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sinks;

/// <summary>Events that travel as one in plain words, for receivers that do not write their own.</summary>
internal static class GroupText
{
    private const int MostLines = 10;

    /// <summary>Whether an event stands for more than itself.</summary>
    public static bool IsMany(AnalyzedEvent analyzed) => analyzed.Group is { Size: > 1 };

    public static string Headline(EventGroup group) => string.Create(
        CultureInfo.InvariantCulture, $"{group.Count} {(group.Count == 1 ? "occurrence" : "occurrences")} in {group.Size} {(group.Size == 1 ? "event" : "events")}{Why(group)}");

    public static string Span(EventGroup group) => $"{group.First.UtcDateTime:yyyy-MM-dd HH:mm:ss} - {group.Last.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    /// <summary>The most frequent reasons and where, a line each.</summary>
    public static IEnumerable<string> Counts(EventGroup group)
    {
        var lines = group.Counts.Take(MostLines).Select(static count => count.Reason.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{count.Count} x others")
            : string.Create(CultureInfo.InvariantCulture, $"{count.Count} x {count.Reason} in {count.Namespace}"));
        return group.Counts.Count <= MostLines
            ? lines
            : lines.Append(string.Create(CultureInfo.InvariantCulture, $"{group.Counts.Skip(MostLines).Sum(static count => count.Count)} x {group.Counts.Count - MostLines} more kinds"));
    }

    /// <summary>Some of the events, a line each.</summary>
    public static IEnumerable<string> Samples(EventGroup group) => group.Events.Take(MostLines).Select(static analyzed =>
    {
        var about = analyzed.Event.InvolvedObject;
        return $"{analyzed.Event.Reason} {about.Kind} {(about.Namespace.Length > 0 ? about.Namespace + "/" : "")}{about.Name}: {analyzed.Event.Message}";
    });

    private static string Why(EventGroup group) => group.By switch
    {
        GatheredBy.Group => $", {group.Key}",
        GatheredBy.RateLimit => " beyond the rate limit",
        GatheredBy.ActiveTime => " outside the active time",
        GatheredBy.Repeats => ", since the last message",
        _ => "",
    };
}
