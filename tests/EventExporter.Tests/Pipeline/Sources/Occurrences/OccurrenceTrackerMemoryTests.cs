using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Tests.Pipeline.Sources.Occurrences;

/// <summary>What the memory of seen events takes. By itself, because the heap is that of the whole process.</summary>
[CollectionDefinition(nameof(OccurrenceTrackerMemoryTests), DisableParallelization = true)]
[Collection(nameof(OccurrenceTrackerMemoryTests))]
public class OccurrenceTrackerMemoryTests
{
    [Fact]
    public void Half_a_million_events_take_less_than_40_MB()
    {
        var tracker = new OccurrenceTracker();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var entries = Enumerable.Range(0, 500_000).Select(i => new SeenEntry(new UInt128((ulong)i * 0x9E3779B97F4A7C15, (ulong)i), (ulong)i, 1, uint.MaxValue));
        tracker.Restore(entries, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(500_000, tracker.Count);
        Assert.InRange(grown, 500_000 * 32, 40_000_000);
    }
}
