using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Analysis.Patterns;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Tests.Pipeline.Analysis.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Analysis.Patterns;

public sealed class PatternDetectorTests
{
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);

    [Fact]
    public void Three_events_at_more_than_one_in_two_minutes_are_a_pattern()
    {
        var found = Assert.Single(Run([0, 60, 200]));
        var pattern = Assert.IsType<PatternFinding>(found.Finding);
        Assert.Equal("BackOff:Pod:shop-0", pattern.Key);
        Assert.Equal((3, Occurrences.Start, Occurrences.Start.AddSeconds(200)), (pattern.Count, pattern.First, pattern.Last));
        Assert.Equal(0.9, pattern.Frequency);
        Assert.Equal(FindingEvents.PatternFound, found.Event.Reason);
        Assert.Equal(("shop-0", "Namespace", "event-exporter", "Warning"), (found.Event.Namespace, found.Event.InvolvedObject.Kind, found.Event.Component, found.Event.Type));
        Assert.Equal("BackOff on Pod in shop-0: 3 times since 2026-03-02 08:00:00Z, 0.9 a minute. For example web-0: Back-off restarting failed container in web", found.Event.Message);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(0, 180, 360)]
    [InlineData(0, 200, 400)]
    public void Fewer_or_slower_events_are_none(params int[] seconds) => Assert.Empty(Run(seconds));

    [Fact]
    public void A_count_that_grew_by_many_counts_as_many()
    {
        var found = Run([Occurrences.At(0, delta: 1), Occurrences.At(30, delta: 5)]);
        Assert.Equal(6, Assert.IsType<PatternFinding>(Assert.Single(found).Finding).Count);
    }

    [Fact]
    public void An_event_first_seen_with_a_count_is_spread_over_the_time_since_it_began()
    {
        var slow = Recurring(count: 30, minutes: 120);
        Assert.Empty(Run([slow]));
        var fast = Assert.Single(Run([Recurring(count: 30, minutes: 10)]));
        Assert.Equal(3, Assert.IsType<PatternFinding>(fast.Finding).Frequency);
    }

    [Fact]
    public void It_is_told_once_and_again_only_when_it_has_ended_and_begun_anew()
    {
        int[] first = [0, 30, 60, 90, 120, 150];
        int[] second = [2000, 2030, 2060];
        var found = Run([.. first, .. second]);
        Assert.Equal([Occurrences.Start, Occurrences.Start.AddSeconds(2000)], found.Select(f => ((PatternFinding)f.Finding!).First));
        Assert.Equal(2, found.Select(f => f.Event.Uid).Distinct().Count());
    }

    [Fact]
    public void What_goes_on_is_shown_with_its_growing_count_and_three_samples()
    {
        var detector = new PatternDetector(new PatternSettings(), "");
        Occurrences.Run(detector, Enumerable.Range(0, 10).Select(i => Occurrences.At(i * 20, pod: $"web-{i}")), 200);
        var pattern = Assert.Single(detector.Current());
        Assert.Equal(10, pattern.Count);
        Assert.Equal(["web-0", "web-1", "web-2"], pattern.Samples.Select(s => s.Name));
        Assert.Equal(3.33, pattern.Frequency);
        Occurrences.Run(detector, [], 2000);
        Assert.Empty(detector.Current());
    }

    [Fact]
    public void Own_findings_and_by_default_normal_events_are_not_reported()
    {
        Assert.Empty(Run([.. Enumerable.Range(0, 9).Select(i => Occurrences.At(i * 10) with { Finding = new PatternFinding() })]));
        Assert.Empty(Run([.. Enumerable.Range(0, 9).Select(i => Occurrences.At(i * 10, type: "Normal"))]));
        var all = new PatternDetector(new PatternSettings { Report = Reported.All }, "");
        Assert.Single(Occurrences.Run(all, Enumerable.Range(0, 9).Select(i => Occurrences.At(i * 10, type: "Normal")), 100));
    }

    [Fact]
    public void Beyond_the_limit_the_keys_seen_longest_ago_go()
    {
        var detector = new PatternDetector(new PatternSettings { MaxKeys = 2 }, "");
        Occurrences.Run(detector, Enumerable.Range(0, 5).Select(i => Occurrences.At(i, key: i)), 10);
        Assert.Equal((2, 3), (detector.Remembered, detector.Evicted));
    }

    [Fact]
    public void It_finds_what_a_look_at_all_events_finds_in_any_order_within_the_lateness() => Prop.ForAll(Occurrences.Arbitrary(2400), Gen.Choose(0, 1000).ToArbitrary(), (events, seed) =>
    {
        var random = new Random(seed);
        var shuffled = events.OrderBy(e => e.Second + (random.NextDouble() * Lateness.TotalSeconds * 0.99)).Select(e => Occurrences.At(e.Second, e.Key, e.Delta)).ToList();
        var found = Occurrences.Run(new PatternDetector(new PatternSettings(), ""), shuffled, 4000, Lateness);
        var told = found.Select(f => (PatternFinding)f.Finding!).Select(p => $"{p.Key} {p.Count} {p.First:HH:mm:ss} {p.Last:HH:mm:ss}").Order(StringComparer.Ordinal);
        Assert.Equal(Naive(events).Order(StringComparer.Ordinal), told);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_restart_at_any_point_changes_nothing() => Prop.ForAll(Occurrences.Arbitrary(1200), Gen.Choose(0, 20).ArrayOf().ToArbitrary(), (events, restarts) =>
    {
        var all = events.Select(e => Occurrences.At(e.Second, e.Key, e.Delta)).ToList();
        PatternDetector Create() => new(new PatternSettings(), "");
        var expected = Occurrences.Run(Create(), all, 3000, Lateness).Told();
        Assert.Equal(expected, Occurrences.RunRestarting(Create, all, 3000, restarts.ToHashSet(), Lateness).Told());
    }).QuickCheckThrowOnFailure();

    /// <summary>The definition, written over the whole list: at every second that an event happened, what lies in the window before it.</summary>
    private static IEnumerable<string> Naive((int Second, int Key, int Delta)[] events)
    {
        const int Window = 600;
        foreach (var key in events.GroupBy(e => e.Key))
        {
            var isPattern = false;
            for (var now = 0; now <= 3600; now++)
            {
                var inside = key.Where(e => e.Second > now - Window && e.Second <= now).ToList();
                var count = inside.Sum(e => e.Delta);
                if (isPattern)
                {
                    isPattern = count >= 3;
                    continue;
                }

                if (!key.Any(e => e.Second == now) || count < 3)
                    continue;
                var (first, last) = (inside.Min(e => e.Second), inside.Max(e => e.Second));
                if (count / (Math.Max(last - first, 1) / 60.0) <= 0.5)
                    continue;
                isPattern = true;
                yield return $"BackOff:Pod:shop-{key.Key} {count} {Occurrences.Start.AddSeconds(first):HH:mm:ss} {Occurrences.Start.AddSeconds(last):HH:mm:ss}";
            }
        }
    }

    private static AnalyzedEvent Recurring(int count, int minutes)
    {
        var e = Occurrences.At(7200, delta: count);
        return e with { Enriched = e.Enriched with { Event = e.Event with { Count = count, FirstTimestamp = Occurrences.Start.AddSeconds(7200 - (minutes * 60)) } } };
    }

    private static List<AnalyzedEvent> Run(int[] seconds) => Run([.. seconds.Select(s => Occurrences.At(s))]);

    private static List<AnalyzedEvent> Run(AnalyzedEvent[] events) => Occurrences.Run(new PatternDetector(new PatternSettings(), ""), events, 10_000);
}
