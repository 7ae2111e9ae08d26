using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Web.Access;

/// <summary>
/// Findings as somebody may see them who sees some namespaces only: an incident of a namespace may quote events of a node, or name objects
/// of other namespaces.
/// </summary>
internal static class NarrowedFindings
{
    public static AnalyzedEvent Narrow(this Caller caller, AnalyzedEvent analyzed) => analyzed.Finding switch
    {
        IncidentFinding incident when caller.IsScoped => analyzed with { Finding = caller.Narrow(incident) },
        PatternFinding pattern when caller.IsScoped => analyzed with { Finding = pattern with { Samples = Own(caller, pattern.Samples) } },
        _ => analyzed,
    };

    public static IncidentFinding Narrow(this Caller caller, IncidentFinding incident) => caller.IsScoped
        ? incident with
        {
            Evidence = Own(caller, incident.Evidence),
            Changes = Own(caller, incident.Changes),
            Members = [.. incident.Members.Where(member => NamespaceOf(member) is { } name && caller.Sees(name))],
        }
        : incident;

    /// <summary>Whether an incident is about something of a namespace that is seen, and touches nothing of another.</summary>
    public static bool Sees(this Caller caller, IncidentFinding incident) => caller.Namespaces is null
        || (caller.SeesObject(incident.Root.Kind, incident.Root.Namespace, incident.Root.Name)
            && incident.Members.All(member => NamespaceOf(member) is not { } name || caller.Sees(name)));

    /// <summary>The key ends in the namespace, whose name holds no colon; all samples have to be of a namespace that is seen.</summary>
    public static bool Sees(this Caller caller, PatternFinding pattern) => caller.Namespaces is null
        || (caller.Sees(pattern.Key[(pattern.Key.LastIndexOf(':') + 1)..])
            && pattern.Samples.Count > 0
            && pattern.Samples.All(sample => caller.SeesObject(sample.Kind, sample.Namespace, sample.Name)));

    private static IReadOnlyList<EventQuote> Own(Caller caller, IReadOnlyList<EventQuote> quotes) =>
        [.. quotes.Where(quote => caller.SeesObject(quote.Kind, quote.Namespace, quote.Name))];

    /// <summary>Of <c>Kind namespace/name</c>; null for <c>Kind name</c>.</summary>
    private static string? NamespaceOf(string member)
    {
        var (space, slash) = (member.IndexOf(' ', StringComparison.Ordinal), member.IndexOf('/', StringComparison.Ordinal));
        return space >= 0 && slash > space ? member[(space + 1)..slash] : null;
    }
}
