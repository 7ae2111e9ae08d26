using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.History;

/// <summary>What happened to an object and around it.</summary>
internal sealed record Timeline(
    TimelineObject Object, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimelineLane> Lanes, IReadOnlyList<Gap> Gaps, string? Partial);

/// <summary>An object by its name; a namespace only where it has one.</summary>
internal sealed record TimelineObject(string Kind, string Namespace, string Name)
{
    public override string ToString() => Namespace.Length > 0 ? $"{Kind}/{Namespace}/{Name}" : $"{Kind}/{Name}";
}

/// <param name="Deleted">The last that was seen of it is that it was deleted, or being deleted.</param>
/// <param name="Events">Oldest first.</param>
internal sealed record TimelineLane(
    TimelineObject Object, TimelineRelation Relation, bool Deleted, IReadOnlyList<TimelineBar> Bars, IReadOnlyList<HistoryEvent> Events);

/// <summary>A trouble that lasted: warnings of one reason, with never more than ten minutes between two.</summary>
/// <param name="Count">Occurrences.</param>
internal sealed record TimelineBar(DateTimeOffset From, DateTimeOffset To, Severity Severity, string Reason, long Count);
