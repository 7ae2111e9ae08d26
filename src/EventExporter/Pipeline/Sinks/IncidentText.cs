using System.Globalization;
using System.Text;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Sinks;

/// <summary>An incident in plain words, for receivers that do not write their own.</summary>
internal static class IncidentText
{
    private const int MostLines = 8;

    public static string Headline(IncidentFinding incident) => incident.Title.Length > 0 ? incident.Title : $"{incident.Root.Kind} {incident.Root.Name} is in trouble";

    public static string State(IncidentFinding incident) => incident.State switch
    {
        IncidentState.Resolved => $"resolved after {Lasted(incident)}",
        IncidentState.Recovering => "recovering",
        _ when incident.Reopened > 0 => $"open again ({incident.Reopened + 1} times)",
        _ => "open",
    };

    /// <summary>How often, on how many objects, since when.</summary>
    public static string Extent(IncidentFinding incident) => string.Create(
        CultureInfo.InvariantCulture,
        $"{incident.Count} {(incident.Count == 1 ? "event" : "events")} on {incident.Objects} {(incident.Objects == 1 ? "object" : "objects")} since {incident.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    /// <summary>Everything that is known, over several lines.</summary>
    public static string Whole(IncidentFinding incident)
    {
        var text = new StringBuilder();
        text.Append(State(incident)).Append(": ").Append(Extent(incident)).Append('\n');
        if (incident.Cause.Length > 0)
            text.Append("Probable cause: ").Append(incident.Cause).Append('\n');
        Section(text, "Evidence", incident.Evidence.Select(Quote));
        Section(text, "Changed just before", incident.Changes.Select(Quote));
        Section(text, "Objects", incident.Members);
        Section(text, "Reasons", incident.Reasons.Select(static reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Reason} ({reason.Count})")));
        return text.ToString().TrimEnd();
    }

    /// <summary>What is new since the last time, in a line or two.</summary>
    public static string Update(IncidentFinding incident) =>
        $"{(incident.State == IncidentState.Resolved ? "Resolved" : incident.Change.Length > 0 ? incident.Change : State(incident))}: {Extent(incident)}"
        + (incident.State == IncidentState.Resolved ? $", lasted {Lasted(incident)}" : "");

    public static string Lasted(IncidentFinding incident)
    {
        var lasted = incident.LastSeen - incident.Since;
        return Duration.Format(TimeSpan.FromSeconds(Math.Max(1, Math.Floor(lasted.TotalSeconds))));
    }

    public static string Quote(EventQuote quote) => string.Create(
        CultureInfo.InvariantCulture,
        $"{quote.At.UtcDateTime:HH:mm:ss} {quote.Reason} {quote.Kind} {(quote.Namespace.Length > 0 ? quote.Namespace + "/" : "")}{quote.Name}: {quote.Message}{(quote.Count > 1 ? $" (x{quote.Count})" : "")}");

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        text.Append('\n').Append(title).Append(":\n");
        foreach (var line in all.Take(MostLines))
            text.Append("- ").Append(line).Append('\n');
        if (all.Count > MostLines)
            text.Append(CultureInfo.InvariantCulture, $"- and {all.Count - MostLines} more\n");
    }
}
