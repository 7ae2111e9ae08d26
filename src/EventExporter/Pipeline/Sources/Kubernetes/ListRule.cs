using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>How many occurrences an item of a list stands for. For an event that was seen before it is always its growth.</summary>
/// <param name="From">What came into being, and last happened, before this is known or none of our business.</param>
/// <param name="CountsFromTheMiddle">
/// An event that came into being before <paramref name="From"/> counts once: how often it had happened by then is not recorded anywhere.
/// </param>
internal readonly record struct ListRule(DateTimeOffset From, bool CountsFromTheMiddle)
{
    /// <summary>The first list ever, with everything in it.</summary>
    public static readonly ListRule All = new(DateTimeOffset.MinValue, CountsFromTheMiddle: false);

    /// <summary>
    /// The first list ever, to take up what happens from a moment on. Older events are only a baseline. Core events carry whole seconds,
    /// so the whole second of the moment belongs to it.
    /// </summary>
    public static ListRule Since(DateTimeOffset moment) =>
        new(new DateTimeOffset(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond), moment.Offset), CountsFromTheMiddle: true);

    /// <summary>A list to compare with what was seen. Unknown events are new, but for those so old that they were seen and forgotten.</summary>
    public static ListRule Compare(DateTimeOffset forgotten) => new(forgotten, CountsFromTheMiddle: false);

    public int Delta(ClusterEvent @event, Sighting sighting)
    {
        if (!sighting.IsNew)
            return sighting.Growth;
        // The API server sets the creation itself: an event that was reported late is new nonetheless.
        var created = @event.CreationTimestamp ?? @event.FirstSeen;
        if (@event.LastSeen < From && created < From)
            return 0;
        return CountsFromTheMiddle && created < From ? 1 : sighting.Growth;
    }
}
