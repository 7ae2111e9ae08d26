using EventExporter.Pipeline.Analysis.Alerts;
using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Journal.Format;
using EventExporter.Tests.Pipeline.Analysis.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Analysis.Alerts;

public sealed class AlertDetectorTests
{
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);

    [Fact]
    public void It_fires_when_the_condition_is_met_and_resolves_at_the_moment_it_is_not()
    {
        var found = Run(Rule("count(reason=BackOff) by (namespace) >= 3 in 60s"), [0, 10, 20, 30], 1000);
        Assert.Equal([(FindingEvents.AlertFiring, 20), (FindingEvents.AlertResolved, 70)], Told(found));
        var alert = Assert.IsType<AlertFinding>(found[0].Finding);
        Assert.Equal(("test", true, 3, 3, "shop-0"), (alert.Rule, alert.IsFiring, alert.Value, alert.Threshold, alert.Labels["namespace"]));
        Assert.Equal("test for namespace shop-0: 3 in 1m, count(reason=BackOff) by (namespace) >= 3 in 60s", found[0].Event.Message);
        Assert.Equal(("shop-0", "Namespace", Severity.Error), (found[0].Event.Namespace, found[0].Event.InvolvedObject.Kind, found[0].Severity));
        Assert.Equal(found[0].Event.Uid, found[1].Event.Uid);
        Assert.NotEqual(found[0].Event.Identity, found[1].Event.Identity);
    }

    [Fact]
    public void For_asks_the_condition_to_hold_all_the_time()
    {
        var rule = Rule("count() >= 2 in 60s") with { For = TimeSpan.FromSeconds(90) };
        Assert.Empty(Run(rule, [0, 10, 70, 100, 400], 1000));
        Assert.Equal([(FindingEvents.AlertFiring, 100), (FindingEvents.AlertResolved, 150)], Told(Run(rule, [0, 10, 50, 60, 90, 120], 1000)));
    }

    [Fact]
    public void While_it_keeps_firing_a_short_pause_is_no_end()
    {
        var rule = Rule("count() >= 2 in 60s") with { KeepFiringFor = TimeSpan.FromSeconds(60) };
        Assert.Equal([(FindingEvents.AlertFiring, 10), (FindingEvents.AlertResolved, 210)], Told(Run(rule, [0, 10, 90, 100], 1000)));
        Assert.Equal(4, Run(rule with { KeepFiringFor = default }, [0, 10, 90, 100], 1000).Count);
    }

    [Fact]
    public void A_rate_is_occurrences_a_minute_over_the_window() =>
        Assert.Equal(2.5, ((AlertFinding)Run(Rule("rate() > 2 in 2m"), [0, 1, 2, 3, 4], 5)[0].Finding!).Value);

    [Fact]
    public void Distinct_counts_values_not_events()
    {
        AnalyzedEvent[] events = [.. Enumerable.Range(0, 9).Select(i => Occurrences.At(i, pod: $"web-{i % 3}")), Occurrences.At(20, pod: "web-3")];
        var found = Occurrences.Run(new AlertDetector([Rule("distinct(name) >= 4 in 60s")], ""), events, 1000);
        Assert.Equal([(FindingEvents.AlertFiring, 20), (FindingEvents.AlertResolved, 66)], Told(found));
    }

    [Fact]
    public void Absence_is_told_without_any_event_and_ends_with_the_next()
    {
        var rule = Rule("absent(reason=Heartbeat) in 5m");
        var found = Occurrences.Run(new AlertDetector([rule], ""), [Occurrences.At(0), Occurrences.At(100, reason: "Heartbeat"), Occurrences.At(700, reason: "Heartbeat")], 2000);
        Assert.Equal([(FindingEvents.AlertFiring, 400), (FindingEvents.AlertResolved, 700), (FindingEvents.AlertFiring, 1000)], Told(found));
        Assert.Equal([(FindingEvents.AlertFiring, 300)], Told(Occurrences.Run(new AlertDetector([rule], ""), [Occurrences.At(0)], 2000)));
    }

    [Fact]
    public void Absence_of_a_group_is_told_once_it_was_there_and_forgotten_after_ten_windows()
    {
        var found = Occurrences.Run(
            new AlertDetector([Rule("absent() by (namespace) in 1m")], ""), [Occurrences.At(0, key: 0), Occurrences.At(50, key: 0), Occurrences.At(55, key: 1)], 5000);
        Assert.Equal([(FindingEvents.AlertFiring, 110), (FindingEvents.AlertFiring, 115), (FindingEvents.AlertResolved, 650), (FindingEvents.AlertResolved, 655)], Told(found));
        Assert.EndsWith("(nothing more was seen of it)", found[2].Event.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_events_say_something_only_after_a_window_was_watched() =>
        Assert.Equal(
            [(FindingEvents.AlertFiring, 67)],
            Told(Occurrences.Run(new AlertDetector([Rule("count() < 3 in 60s")], ""), [.. Enumerable.Range(0, 10).Select(i => Occurrences.At(i))], 1000)));

    [Fact]
    public void Own_alerts_are_never_looked_at_and_other_findings_only_where_asked_for()
    {
        AnalyzedEvent[] findings =
        [
            .. Enumerable.Range(0, 5).Select(i => Occurrences.At(i) with { Finding = new PatternFinding() }),
            .. Enumerable.Range(5, 5).Select(i => Occurrences.At(i) with { Finding = new AlertFinding() }),
        ];
        Assert.Empty(Occurrences.Run(new AlertDetector([Rule("count() >= 1 in 60s")], ""), findings, 100));
        Assert.Empty(Occurrences.Run(new AlertDetector([Rule("count() >= 6 in 60s") with { OfFindings = true }], ""), findings, 100));
        Assert.NotEmpty(Occurrences.Run(new AlertDetector([Rule("count() >= 5 in 60s") with { OfFindings = true }], ""), findings, 100));
    }

    [Fact]
    public void An_alert_by_owner_is_about_the_owner_and_carries_the_labels_that_lead_to_its_people()
    {
        var facts = new ObjectFacts
        {
            Labels = new Dictionary<string, string> { ["app"] = "web", ["team"] = "shop" },
            OwnerChain = [new OwnerReference("apps/v1", "ReplicaSet", "web-1", "u1", true), new OwnerReference("apps/v1", "Deployment", "web", "u2", true)],
        };
        var e = Occurrences.At(0);
        var rule = Rule("count() by (namespace, owner) >= 1 in 60s") with { Labels = new Dictionary<string, string> { ["team"] = "platform" } };
        var found = Occurrences.Run(new AlertDetector([rule], ""), [e with { Enriched = e.Enriched with { Object = facts } }], 1)[0];
        Assert.Equal(("Deployment", "web", "shop-0"), (found.Event.InvolvedObject.Kind, found.Event.InvolvedObject.Name, found.Event.Namespace));
        Assert.Equal(("web", "platform"), (found.Object.Labels["app"], found.Object.Labels["team"]));
        Assert.Equal("web", ((AlertFinding)found.Finding!).Labels["owner"]);
    }

    [Fact]
    public void Beyond_the_limit_the_groups_seen_longest_ago_go_and_their_alerts_end()
    {
        var detector = new AlertDetector([Rule("count() by (name) >= 1 in 1h") with { MaxGroups = 2 }], "");
        var found = Occurrences.Run(detector, Enumerable.Range(0, 4).Select(i => Occurrences.At(i, pod: $"web-{i}")), 10);
        Assert.Equal((2, 2), (detector.Remembered, detector.Evicted));
        Assert.Equal(2, found.Count(f => f.Event.Reason == FindingEvents.AlertResolved));
    }

    [Fact]
    public void What_fires_and_what_is_about_to_is_shown()
    {
        var detector = new AlertDetector([Rule("count() >= 1 in 60s"), Rule("count() >= 1 in 60s") with { Name = "slow", For = TimeSpan.FromMinutes(1) }], "");
        Occurrences.Run(detector, [Occurrences.At(0)], 1);
        Assert.Equal([("test", "firing"), ("slow", "pending")], detector.Current().Select(a => (a.Name, a.State)));
    }

    [Theory]
    [InlineData("count() by (namespace) >= 5 in 60s", 0)]
    [InlineData("count() by (namespace) > 3 in 200s", 60)]
    [InlineData("rate() >= 2.5 in 120s", 0)]
    [InlineData("distinct(namespace) >= 2 in 100s", 20)]
    [InlineData("count() == 4 in 90s", 0)]
    public void It_tells_what_a_look_at_all_events_tells_in_any_order_within_the_lateness(string when, int seconds) =>
        Prop.ForAll(Occurrences.Arbitrary(900), Gen.Choose(0, 1000).ToArbitrary(), (events, seed) =>
        {
            var rule = Rule(when) with { For = TimeSpan.FromSeconds(seconds) };
            var random = new Random(seed);
            var shuffled = events.OrderBy(e => e.Second + (random.NextDouble() * Lateness.TotalSeconds * 0.99)).Select(e => Occurrences.At(e.Second, e.Key, e.Delta)).ToList();
            var found = Occurrences.Run(new AlertDetector([rule], ""), shuffled, 3000, Lateness);
            var told = found.Select(f => $"{f.Event.Reason} {string.Join(',', ((AlertFinding)f.Finding!).Labels.Values)} {(int)(f.Event.LastSeen - Occurrences.Start).TotalSeconds}");
            Assert.Equal(Naive(events, rule).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_restart_at_any_point_changes_nothing() => Prop.ForAll(Occurrences.Arbitrary(900), Gen.Choose(0, 20).ArrayOf().ToArbitrary(), (events, restarts) =>
    {
        var all = events.Select(e => Occurrences.At(e.Second, e.Key, e.Delta)).ToList();
        AlertDetector Create() => new(
        [
            Rule("count() by (namespace) >= 4 in 60s") with { For = TimeSpan.FromSeconds(30), KeepFiringFor = TimeSpan.FromSeconds(20) },
            Rule("distinct(name) >= 2 in 90s") with { Name = "distinct" },
            Rule("absent() by (namespace) in 100s") with { Name = "absent" },
        ], "");
        var expected = Occurrences.Run(Create(), all, 3000, Lateness).Told();
        Assert.Equal(expected.Order(StringComparer.Ordinal), Occurrences.RunRestarting(Create, all, 3000, restarts.ToHashSet(), Lateness).Told().Order(StringComparer.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Alerts_of_a_rule_that_is_gone_or_changed_end_at_the_restart()
    {
        var found = new List<AnalyzedEvent>();
        var before = new AlertDetector([Rule("count() >= 1 in 60s"), Rule("count() >= 1 in 60s") with { Name = "kept" }], "");
        Occurrences.Run(before, [Occurrences.At(0)], 1);
        var state = new PayloadWriter();
        before.Save(state);
        var after = new AlertDetector([Rule("count() >= 1 in 90s"), Rule("count() >= 1 in 60s") with { Name = "kept" }], "");
        var reader = new PayloadReader(state.Written);
        after.Load(ref reader, found);
        var ended = Assert.Single(found);
        Assert.Equal((FindingEvents.AlertResolved, "test"), (ended.Event.Reason, ((AlertFinding)ended.Finding!).Rule));
        Assert.Equal(["kept"], after.Current().Select(a => a.Name));
    }

    /// <summary>The definition, written over the whole list, second by second.</summary>
    private static IEnumerable<string> Naive((int Second, int Key, int Delta)[] events, AlertRule rule)
    {
        var condition = rule.Condition;
        var window = (int)condition.Window.TotalSeconds;
        foreach (var group in events.GroupBy(e => condition.By.Count == 0 ? "" : $"shop-{e.Key}"))
        {
            var (since, firing) = (-1, false);
            for (var now = 0; now <= 3000; now++)
            {
                var inside = group.Where(e => e.Second > now - window && e.Second <= now).ToList();
                double value = condition.Function switch
                {
                    AlertFunction.Rate => inside.Sum(e => e.Delta) / condition.Window.TotalMinutes,
                    AlertFunction.Distinct => inside.Select(e => e.Key).Distinct().Count(),
                    _ => inside.Sum(e => e.Delta),
                };
                if (!condition.Holds(value))
                {
                    if (firing)
                        yield return $"{FindingEvents.AlertResolved} {group.Key} {now}";
                    (since, firing) = (-1, false);
                    continue;
                }

                since = since < 0 ? now : since;
                if (!firing && now - since >= (int)rule.For.TotalSeconds)
                {
                    firing = true;
                    yield return $"{FindingEvents.AlertFiring} {group.Key} {now}";
                }
            }
        }
    }

    private static AlertRule Rule(string when) => new() { Name = "test", Condition = AlertConditionParser.Parse(when).Condition!, Severity = Severity.Error };

    private static List<AnalyzedEvent> Run(AlertRule rule, int[] seconds, double end) => Occurrences.Run(new AlertDetector([rule], ""), seconds.Select(s => Occurrences.At(s)), end);

    private static List<(string Reason, int Second)> Told(List<AnalyzedEvent> found) =>
        [.. found.Select(f => (f.Event.Reason, (int)(f.Event.LastSeen - Occurrences.Start).TotalSeconds))];
}
