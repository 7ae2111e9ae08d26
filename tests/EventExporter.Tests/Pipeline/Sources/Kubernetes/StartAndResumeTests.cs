using EventExporter.Kubernetes.Errors;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Kubernetes;
using EventExporter.Telemetry;
using static EventExporter.Tests.Pipeline.Sources.Kubernetes.ScriptedEventsApi;
using static EventExporter.Tests.Pipeline.Sources.Kubernetes.SourceHarness;

namespace EventExporter.Tests.Pipeline.Sources.Kubernetes;

public sealed class StartAndResumeTests : IDisposable
{
    private readonly SourceHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Starting_now_takes_older_events_for_a_baseline_and_counts_from_there()
    {
        _harness.Api.List("20", Event("old", 11, 5, TimeSpan.FromMinutes(10)))
            .WatchOpen(Modified(Event("old", 21, 7)), Added(Event("end", 22)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("old", 2), ("end", 1)], _harness.Occurrences);
        Assert.Equal(3, _harness.Committed.Seen.Count());
        Assert.Empty(_harness.Gaps);
    }

    [Fact]
    public async Task Starting_now_takes_in_what_happened_while_starting()
    {
        var before = Start.AddMinutes(-30);
        _harness.Api.List(
                "20",
                Event("new", 11, 2) with { LastTimestamp = Start.AddMilliseconds(-300), CreationTimestamp = Start.AddMilliseconds(-300) },
                Event("recurring", 12, 50) with { FirstTimestamp = before, CreationTimestamp = before })
            .WatchOpen(Added(Event("end", 22)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("new", 2), ("recurring", 1), ("end", 1)], _harness.Occurrences);
    }

    [Fact]
    public async Task The_age_widens_the_start()
    {
        _harness.Options = new KubernetesSourceOptions { MaxEventAge = TimeSpan.FromMinutes(5) };
        _harness.Api.List("20", Event("young", 11, 3, TimeSpan.FromMinutes(4)), Event("old", 12, 3, TimeSpan.FromMinutes(6)))
            .WatchOpen(Added(Event("end", 22)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("young", 3), ("end", 1)], _harness.Occurrences);
    }

    [Fact]
    public async Task Starting_with_all_takes_everything()
    {
        _harness.Options = new KubernetesSourceOptions { StartWithAll = true };
        _harness.Api.List("20", Event("old", 11, 5, TimeSpan.FromDays(10))).WatchOpen(Added(Event("end", 22)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("old", 5), ("end", 1)], _harness.Occurrences);
    }

    [Fact]
    public async Task The_position_comes_after_the_list_and_then_with_each_event()
    {
        _harness.Api.List("20", Event("old", 11, 5, TimeSpan.FromMinutes(10))).WatchOpen(Added(Event("end", 22)));

        await _harness.RunUntilAsync("end");

        Assert.Null(_harness.Items[0].Position);
        Assert.Equal("20", _harness.Items[1].Position!.ResourceVersion);
        Assert.Equal("22", _harness.Items[2].Position!.ResourceVersion);
    }

    [Fact]
    public async Task A_restart_goes_on_at_its_position_without_a_list_and_without_a_gap()
    {
        _harness.Api.List("20", Event("a", 11, 5, TimeSpan.FromMinutes(10))).WatchOpen(Modified(Event("a", 21, 6)));
        await _harness.RunUntilAsync("a");

        using var restarted = new SourceHarness { Resume = _harness.Committed };
        restarted.Api.WatchOpen(Modified(Event("a", 23, 8)), Added(Event("end", 24)));
        await restarted.RunUntilAsync("end");

        Assert.Equal([("a", 2), ("end", 1)], restarted.Occurrences);
        Assert.Equal(["watch 21"], restarted.Api.Asked);
        Assert.Empty(restarted.Gaps);
    }

    [Fact]
    public async Task A_restart_beyond_retention_recovers_what_still_exists_and_leaves_a_gap()
    {
        var entry = new EventExporter.Pipeline.Sources.Occurrences.OccurrenceTracker().SeeListed(Event("a", 11, 5)).Entry;
        var seen = entry with { LastSeen = (uint)Start.AddHours(-3).ToUnixTimeSeconds() };
        _harness.Resume = new ResumePoint([new WatchPosition("", "20", Start.AddHours(-2))], [seen]);
        _harness.Api.WatchRefused(new ResourceExpiredException("Expired", "too old resource version"))
            .List("90", Event("a", 50, 9), Event("b", 60, 2))
            .WatchOpen(Added(Event("end", 91)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("a", 4), ("b", 2), ("end", 1)], _harness.Occurrences);
        var gap = Assert.Single(_harness.Gaps);
        Assert.Equal((Start.AddHours(-2), 6L, ""), (gap.From, gap.Recovered, gap.Scope));
        Assert.Equal("the API server no longer has the history since the last position", gap.Why);
        Assert.InRange(gap.To, Start, Start.AddSeconds(2));
    }

    [Fact]
    public async Task A_gap_travels_as_an_event_before_the_position_that_skips_it()
    {
        _harness.Options = new KubernetesSourceOptions { Cluster = "prod" };
        _harness.Resume = new ResumePoint([new WatchPosition("", "20", Start.AddHours(-2))], []);
        _harness.Api.WatchRefused(new ResourceExpiredException("Expired", "old")).List("90").WatchOpen(Added(Event("end", 91)));

        await _harness.RunUntilAsync("end");

        Assert.Null(_harness.Items[0].Position);
        var sent = _harness.Items[0].Event!;
        Assert.Equal(("WatchGap", "Warning", "event-exporter", "prod", "default"), (sent.Reason, sent.Type, sent.Component, sent.Cluster, sent.Namespace));
        Assert.Equal(("Cluster", "prod"), (sent.InvolvedObject.Kind, sent.InvolvedObject.Name));
        Assert.Equal(WatchGapEvent.Create(_harness.Items[0].Gap!, "prod").Uid, sent.Uid);
        Assert.Contains("recovered 0 occurrences", sent.Message, StringComparison.Ordinal);
        Assert.Equal("90", _harness.Items[1].Position!.ResourceVersion);
    }

    [Fact]
    public async Task Events_so_old_that_they_were_forgotten_are_not_new_in_a_relist()
    {
        _harness.Resume = new ResumePoint([new WatchPosition("", "20", Start.AddHours(-2))], []);
        _harness.Api.WatchRefused(new ResourceExpiredException("Expired", "old"))
            .List("90", Event("ancient", 5, 70, TimeSpan.FromHours(3.5)), Event("missed", 70, 3, TimeSpan.FromHours(1.5)))
            .WatchOpen(Modified(Event("ancient", 91, 71)), Added(Event("end", 92)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("missed", 3), ("ancient", 1), ("end", 1)], _harness.Occurrences);
    }

    [Fact]
    public async Task A_change_of_an_event_that_was_forgotten_counts_once()
    {
        _harness.Resume = new ResumePoint([new WatchPosition("", "20", Start.AddMinutes(-1))], []);
        _harness.Api.WatchOpen(
            Modified(Event("forgotten", 21, 71, TimeSpan.FromHours(2))),
            Modified(Event("forgotten", 22, 73, TimeSpan.FromHours(2))),
            Added(Event("end", 92)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("forgotten", 1), ("forgotten", 2), ("end", 1)], _harness.Occurrences);
    }

    [Fact]
    public async Task An_event_that_was_reported_late_is_new_when_the_api_server_got_it()
    {
        _harness.Api.List("20", Event("late", 11, 3) with { LastTimestamp = Start.AddMinutes(-9) }).WatchOpen(Added(Event("end", 22)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("late", 3), ("end", 1)], _harness.Occurrences);
    }

    [Fact]
    public async Task Several_namespaces_are_followed_each_for_itself()
    {
        _harness.Options = new KubernetesSourceOptions { Namespaces = ["one", "two", "one"] };
        _harness.Resume = new ResumePoint([new WatchPosition("two", "15", Start.AddHours(-1))], []);
        _harness.Api.ListOf("one", new ListStep("20", Event("a", 11, 5, TimeSpan.FromMinutes(10))))
            .WatchOf("one", new WatchStep(Modified(Event("a", 21, 6))) { Silence = Timeout.InfiniteTimeSpan })
            .WatchOf("two", new WatchStep { Failure = new ResourceExpiredException("Expired", "old"), IsRefused = true })
            .ListOf("two", new ListStep("30", Event("b", 25)))
            .WatchOf("two", new WatchStep(Added(Event("c", 31))) { Silence = Timeout.InfiniteTimeSpan });

        await _harness.RunUntilAsync(() => _harness.Occurrences.Count() == 3);

        Assert.Equal([("a", 1), ("b", 1), ("c", 1)], _harness.Occurrences.Order());
        var gap = Assert.Single(_harness.Gaps);
        Assert.Equal("two", gap.Scope);
        Assert.Equal("two", _harness.Items.First(i => i.Gap is not null).Event!.InvolvedObject.Name);
        Assert.Equal([("one", "21"), ("two", "31")], _harness.Committed.Positions.Select(p => (p.Scope, p.ResourceVersion)).Order());
        Assert.Equal(["watch/one", "watch/two"], _harness.Health.Reports.Keys.Order());
    }

    [Fact]
    public async Task Health_is_not_ready_before_the_first_list_and_says_which_permission_is_missing()
    {
        var states = new List<HealthReport>();
        _harness.Api.ListFails(new KubernetesApiException(403, "Forbidden", "events is forbidden"))
            .List("20").WatchOpen(Added(Event("end", 21)));

        await _harness.RunUntilAsync(() =>
        {
            if (_harness.Health.Reports.TryGetValue("watch", out var report) && states.LastOrDefault() != report)
                states.Add(report);
            return _harness.Occurrences.Any();
        });

        Assert.All(states.SkipLast(1), s => Assert.Equal(HealthState.NotReady, s.State));
        Assert.Contains(states, s => s.Detail.Contains("grant the verbs get, list and watch on events in all namespaces (ClusterRole)", StringComparison.Ordinal));
        Assert.Equal(HealthState.Ok, _harness.Health.Reports["watch"].State);
    }
}
