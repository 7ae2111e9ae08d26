using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Events;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Analysis.Detection;

/// <summary>Events at certain seconds of a day, and detectors led through them.</summary>
internal static class Occurrences
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds after the start, with what else matters about an event: which key, and how much it grew. Ordered by time.</summary>
    public static Arbitrary<(int Second, int Key, int Delta)[]> Arbitrary(int seconds) =>
        (from second in Gen.Choose(0, seconds) from key in Gen.Choose(0, 2) from delta in Gen.Choose(1, 3) select (second, key, delta))
        .ArrayOf().Select(all => all.OrderBy(e => e.Item1).ToArray()).ToArbitrary();

    public static AnalyzedEvent At(double second, int key = 0, int delta = 1, string reason = "BackOff", string type = "Warning", string? pod = null) => new(
        new EnrichedEvent(
            new ClusterEvent
            {
                Name = $"e{second}-{key}",
                Namespace = $"shop-{key}",
                Uid = $"uid-{second}-{key}",
                ResourceVersion = "1",
                Reason = reason,
                Message = $"Back-off restarting failed container in {pod ?? "web"}",
                Type = type,
                Count = 100 + delta,
                LastTimestamp = Start.AddSeconds(second),
                InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = $"shop-{key}", Name = pod ?? $"web-{key}" },
                Delta = delta,
                ObservedAt = Start.AddSeconds(second).AddHours(1),
            },
            ObjectFacts.Unknown),
        EventCategory.Container,
        Severity.Warning);

    /// <summary>Takes all events, then lets the time pass until <paramref name="end"/> seconds.</summary>
    public static List<AnalyzedEvent> Run(IDetector detector, IEnumerable<AnalyzedEvent> events, double end, TimeSpan lateness = default)
    {
        var found = new List<AnalyzedEvent>();
        var order = new TimeOrder([detector], lateness);
        foreach (var e in events)
            order.Take(e, found);
        order.Advance(Start.AddSeconds(end).UtcTicks, found);
        return found;
    }

    /// <summary>The same with a restart before each event whose index is in <paramref name="restarts"/>: nothing is left but the saved state.</summary>
    public static List<AnalyzedEvent> RunRestarting(Func<IDetector> create, IReadOnlyList<AnalyzedEvent> events, double end, ISet<int> restarts, TimeSpan lateness = default)
    {
        var found = new List<AnalyzedEvent>();
        var detector = create();
        var order = new TimeOrder([detector], lateness);
        for (var i = 0; i < events.Count; i++)
        {
            if (restarts.Contains(i))
            {
                var saved = new DetectionState(order, [detector]).Save(i);
                detector = create();
                order = new TimeOrder([detector], lateness);
                Assert.Equal(i, new DetectionState(order, [detector]).Load(saved, found));
            }

            order.Take(events[i], found);
        }

        order.Advance(Start.AddSeconds(end).UtcTicks, found);
        return found;
    }

    /// <summary>What a finding is, for comparing: its identity, when, and what it says.</summary>
    public static List<string> Told(this IEnumerable<AnalyzedEvent> found) => [.. found.Select(f => $"{f.Event.Identity} {f.Event.LastSeen:HH:mm:ss.fff} {f.Event.Reason} {f.Event.Message}")];

}
