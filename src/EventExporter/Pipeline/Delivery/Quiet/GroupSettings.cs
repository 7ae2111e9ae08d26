using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>How events are grouped, and when a group is told.</summary>
/// <param name="Wait">How long a new group waits for company before it is told.</param>
/// <param name="Interval">Least time between two notifications of a group when something new joined it.</param>
/// <param name="Repeat">Time until a group is told again when only what is known of it goes on. A group of which nothing is heard for so long is over.</param>
/// <param name="Samples">How many events of a group are kept to be shown.</param>
internal sealed record GroupSettings(IReadOnlyList<GroupField> Fields, TimeSpan Wait, TimeSpan Interval, TimeSpan Repeat, int Samples)
{
    public GatheredBy By { get; init; } = GatheredBy.Group;
}
