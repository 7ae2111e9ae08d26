using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>While something is going on, events that it explains are not told of.</summary>
/// <param name="When">What explains.</param>
/// <param name="Mute">What is explained.</param>
/// <param name="For">How long an event goes on that is no incident and no alert.</param>
internal sealed record InhibitRule(string Name, Func<AnalyzedEvent, bool> When, Func<AnalyzedEvent, bool> Mute, IReadOnlyList<GroupField> Equal, TimeSpan For)
{
    /// <summary>An incident or an alert of which nothing more is heard goes on no longer than this.</summary>
    public static readonly TimeSpan LongestFinding = TimeSpan.FromHours(24);

    /// <summary>Names of the receivers that it is for; none: all.</summary>
    public IReadOnlyList<string> Receivers { get; init; } = [];

    public bool IsFor(string receiver) => Receivers.Count == 0 || Receivers.Contains(receiver);

    /// <summary>What both have to have in common; null for an event that lacks it.</summary>
    public string? KeyOf(AnalyzedEvent analyzed)
    {
        var values = Equal.Select(field => ValueOf(field, analyzed)).ToList();
        return values.TrueForAll(static value => value.Length > 0) ? string.Join('\n', values) : null;
    }

    /// <summary>Incidents know their node where their object does not.</summary>
    private static string ValueOf(GroupField field, AnalyzedEvent analyzed)
    {
        var value = field.Read(analyzed);
        return value.Length == 0 && field.Name == "node" && analyzed.Finding is IncidentFinding incident ? incident.Node : value;
    }
}
