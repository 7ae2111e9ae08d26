using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Analysis.Rates;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Tests.Pipeline.Analysis.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Analysis.Rates;

public sealed class RateDetectorTests
{
    private const int Hour = 3600;
    private const int Week = 168 * Hour;

    [Fact]
    public void It_is_quiet_until_the_hour_was_watched_in_two_weeks_and_then_says_what_it_expected_and_saw()
    {
        var burst = Burst(3 * Week, 100);
        Assert.Empty(Run([.. Usual(from: 2 * Week, to: 3 * Week, perHour: 10), .. burst], end: (3 * Week) + (2 * Hour)));

        var found = Assert.Single(Run([.. Usual(from: 0, to: 3 * Week, perHour: 10), .. burst], end: (3 * Week) + (2 * Hour)));
        var rate = Assert.IsType<RateFinding>(found.Finding);
        Assert.Equal(("reason=BackOff kind=Pod namespace=shop-0", 10, 8), (rate.Dimension, rate.Expected, rate.HourOfWeek));
        Assert.Equal(26, rate.Seen);
        Assert.Equal(
            "BackOff on Pod in shop-0: 26 in the last hour, expected 10 (Monday 08:00 UTC; learnt in 3 weeks, unusual from 26 on).",
            found.Event.Message);
        Assert.Equal(FindingEvents.UnusualRate, found.Event.Reason);
    }

    [Fact]
    public void What_is_usual_at_this_hour_of_the_week_is_not_unusual()
    {
        var weekly = Enumerable.Range(0, 4).SelectMany(week => Burst(week * Week, 200));
        Assert.Empty(Run([.. Usual(0, 4 * Week, 10).Concat(weekly).OrderBy(e => e.Event.LastSeen)], 4 * Week));
    }

    [Fact]
    public void A_rise_is_told_of_once_and_again_only_after_the_rate_was_usual()
    {
        var twice = Burst(3 * Week, 100).Concat(Burst((3 * Week) + (20 * 60), 100)).Concat(Burst((3 * Week) + (12 * Hour), 100));
        var found = Run([.. Usual(0, (3 * Week) + (24 * Hour), 10).Concat(twice).OrderBy(e => e.Event.LastSeen)], 4 * Week);
        Assert.Equal(2, found.Count);
    }

    [Fact]
    public void A_reason_that_was_never_seen_is_unusual_when_it_comes_in_numbers()
    {
        var known = Usual(0, 3 * Week, 10);
        var few = Enumerable.Range(0, 15).Select(i => Occurrences.At((3 * Week) + i, reason: "FailedMount"));
        var many = Enumerable.Range(0, 30).Select(i => Occurrences.At((3 * Week) + i, reason: "FailedMount"));
        Assert.Empty(Run([.. known, .. few], (3 * Week) + Hour));
        Assert.Equal(0, ((RateFinding)Assert.Single(Run([.. known, .. many], (3 * Week) + Hour)).Finding!).Expected);
    }

    [Fact]
    public void Events_that_fail_to_come_are_unusual_but_not_while_nobody_watched()
    {
        // Another reason goes on, so that the hours count as watched.
        var other = Usual(0, (3 * Week) + (6 * Hour), 10, reason: "Pulled");
        var stopped = Usual(0, 3 * Week, 60);
        var found = Assert.Single(Run([.. other.Concat(stopped).OrderBy(e => e.Event.LastSeen)], (3 * Week) + (6 * Hour)));
        Assert.Equal((0, 60), (((RateFinding)found.Finding!).Seen, Math.Round(((RateFinding)found.Finding!).Expected, 0)));

        var otherStopped = Usual(0, 3 * Week, 10, reason: "Pulled").Concat(Usual((3 * Week) + (5 * Hour), (3 * Week) + (6 * Hour), 10, reason: "Pulled"));
        var back = Usual((3 * Week) + (5 * Hour), (3 * Week) + (6 * Hour), 60);
        Assert.Empty(Run([.. otherStopped.Concat(stopped).Concat(back).OrderBy(e => e.Event.LastSeen)], (3 * Week) + (6 * Hour)));
    }

    [Fact]
    public void A_restart_at_any_point_changes_nothing() => Prop.ForAll(Gen.Choose(0, 3000).ArrayOf(4).ToArbitrary(), restarts =>
    {
        var all = Usual(0, (3 * Week) + (2 * Hour), 5).Concat(Burst(3 * Week, 60)).OrderBy(e => e.Event.LastSeen).ToList();
        var expected = Occurrences.Run(Detector(), all, (3 * Week) + (4 * Hour)).Told();
        Assert.Single(expected);
        Assert.Equal(expected, Occurrences.RunRestarting(Detector, all, (3 * Week) + (4 * Hour), restarts.ToHashSet()).Told());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    [Fact]
    public void Beyond_the_limit_the_series_seen_longest_ago_go_and_new_ones_have_to_be_learnt()
    {
        var detector = new RateDetector(new RateSettings { MaxSeries = 3 }, "");
        var events = Usual(0, 3 * Week, 2).Concat(Enumerable.Range(0, 10).Select(i => Occurrences.At((2 * Week) + (i * 60), key: i))).OrderBy(e => e.Event.LastSeen);
        var many = Enumerable.Range(0, 100).Select(i => Occurrences.At((3 * Week) + i, reason: "FailedMount"));
        Assert.Empty(Occurrences.Run(detector, [.. events, .. many], (3 * Week) + Hour));
        Assert.Equal(3, detector.Remembered);
        Assert.True(detector.Evicted >= 8);
    }

    [Fact]
    public void A_count_is_kept_to_within_two_percent() => Prop.ForAll(Gen.Choose(0, 200_000).ToArbitrary(), count =>
        Assert.InRange(LogCount.Decode(LogCount.Encode(count)), count * 0.98, count * 1.02)).QuickCheckThrowOnFailure();

    private static RateDetector Detector() => new(new RateSettings(), "");

    private static List<AnalyzedEvent> Run(IEnumerable<AnalyzedEvent> events, double end) => Occurrences.Run(Detector(), events, end);

    /// <summary>Evenly spread over each hour.</summary>
    private static IEnumerable<AnalyzedEvent> Usual(int from, int to, int perHour, string reason = "BackOff")
    {
        for (var second = from; second < to; second += Hour / perHour)
            yield return Occurrences.At(second, reason: reason);
    }

    private static IEnumerable<AnalyzedEvent> Burst(int from, int count) => Enumerable.Range(0, count).Select(i => Occurrences.At(from + i));
}
