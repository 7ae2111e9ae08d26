using EventExporter.Kubernetes.Errors;
using EventExporter.Pipeline.Sources.Kubernetes;
using EventExporter.Telemetry;
using static EventExporter.Tests.Pipeline.Sources.Kubernetes.ScriptedEventsApi;
using static EventExporter.Tests.Pipeline.Sources.Kubernetes.SourceHarness;

namespace EventExporter.Tests.Pipeline.Sources.Kubernetes;

public sealed class InterruptionTests : IDisposable
{
    private static readonly ResourceExpiredException Expired = new("Expired", "too old resource version");

    private readonly SourceHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task A_410_in_the_middle_loses_nothing()
    {
        _harness.Api.List("20")
            .WatchFails(Expired, Added(Event("a", 21, 1)), Modified(Event("a", 22, 3)))
            .List("40", Event("a", 35, 8), Event("b", 36, 2))
            .WatchOpen(Modified(Event("a", 41, 9)), Added(Event("end", 42)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("a", 1), ("a", 2), ("a", 5), ("b", 2), ("a", 1), ("end", 1)], _harness.Occurrences);
        Assert.Equal(7, Assert.Single(_harness.Gaps).Recovered);
        Assert.Equal(["list", "watch 20", "list", "watch 40"], _harness.Api.Asked);
    }

    [Fact]
    public async Task A_storm_of_410_is_one_gap_with_the_position_held_in_front_of_it()
    {
        _harness.Api.List("20").WatchFails(Expired, Added(Event("a", 21)));
        for (var i = 0; i < 10; i++)
            _harness.Api.List($"{30 + i}", Event("a", 30, 2 + i)).WatchRefused(Expired);
        _harness.Api.List("50", Event("a", 45, 20)).WatchOpen(Added(Event("end", 51)));

        await _harness.RunUntilAsync("end");

        Assert.Equal(20, _harness.Occurrences.Where(o => o.Uid == "a").Sum(o => o.Delta));
        var gap = Assert.Single(_harness.Gaps);
        Assert.Equal(19, gap.Recovered);
        Assert.True(gap.To - gap.From > TimeSpan.FromMinutes(1));
        Assert.Equal(["20", "21", "50", "51"], _harness.Items.Where(i => i.Position is not null).Select(i => i.Position!.ResourceVersion));
        Assert.Single(_harness.Log, l => l.Contains("trying again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cut_or_silent_watch_is_resumed_without_list_and_gap()
    {
        _harness.Api.List("20")
            .WatchFails(new IOException("connection reset"), Added(Event("a", 21)))
            .WatchFails(new WatchSilentException(TimeSpan.FromMinutes(4), "nothing came"), Modified(Event("a", 22, 2)))
            .WatchRefused(new HttpRequestException("connection refused"))
            .WatchOpen(Added(Event("end", 23)));

        await _harness.RunUntilAsync("end");

        Assert.Equal(["list", "watch 20", "watch 21", "watch 22", "watch 22"], _harness.Api.Asked);
        Assert.Equal([("a", 1), ("a", 1), ("end", 1)], _harness.Occurrences);
        Assert.Empty(_harness.Gaps);
    }

    [Fact]
    public async Task A_list_whose_continuation_expired_is_begun_again_and_sends_nothing_twice()
    {
        _harness.Options = new KubernetesSourceOptions { StartWithAll = true };
        _harness.Api.ListFails(Expired, Event("a", 11, 3), Event("b", 12))
            .List("40", Event("a", 35, 4), Event("b", 12), Event("c", 13))
            .WatchOpen(Added(Event("end", 42)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("a", 3), ("b", 1), ("a", 1), ("c", 1), ("end", 1)], _harness.Occurrences);
        Assert.Empty(_harness.Gaps);
    }

    [Fact]
    public async Task A_relist_that_fails_does_not_forget_its_gap()
    {
        _harness.Api.List("20")
            .WatchFails(Expired, Added(Event("a", 21)))
            .ListFails(new KubernetesApiException(500, "InternalError", "etcd is down"), Event("a", 35, 3))
            .List("40", Event("a", 35, 3), Event("b", 36))
            .WatchOpen(Added(Event("end", 42)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("a", 1), ("a", 2), ("b", 1), ("end", 1)], _harness.Occurrences);
        Assert.Single(_harness.Gaps);
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_leaves_a_gap_and_is_recovered_by_a_relist()
    {
        _harness.Api.List("20")
            .WatchOpen(Added(Event("a", 21)), Malformed(), Added(Event("never read", 23)))
            .List("40", Event("a", 21), Event("b", 22, 4))
            .WatchOpen(Added(Event("end", 42)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("a", 1), ("b", 4), ("end", 1)], _harness.Occurrences);
        var gap = Assert.Single(_harness.Gaps);
        Assert.Equal(4, gap.Recovered);
        Assert.Equal("a line of the watch could not be read: it ends (8 bytes that begin with {\"type\":)", gap.Why);
    }

    [Fact]
    public async Task An_item_that_no_list_can_read_is_reported_once()
    {
        _harness.Api.ListOf("", new ListStep("20") { Malformed = ["bad item"] })
            .WatchFails(Expired, Added(Event("a", 21)))
            .ListOf("", new ListStep("40", Event("a", 21)) { Malformed = ["bad item"] })
            .WatchOpen(Added(Event("end", 42)));

        await _harness.RunUntilAsync("end");

        Assert.Equal(2, _harness.Gaps.Count());
        Assert.Single(_harness.Gaps, g => g.Why.Contains("bad item", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retry_After_is_obeyed_exactly_and_a_storm_of_429_is_one_line_in_the_log()
    {
        foreach (var seconds in new[] { 17, 3, 41 })
            _harness.Api.ListFails(new KubernetesApiException(429, "TooManyRequests", "slow down", TimeSpan.FromSeconds(seconds)));
        _harness.Api.List("20").WatchOpen(Added(Event("end", 21)));

        await _harness.RunUntilAsync("end");

        var at = _harness.Api.Calls.Where(c => c.What == "list").Select(c => c.At).ToArray();
        Assert.Equal([17, 3, 41], at.Zip(at.Skip(1), (a, b) => Math.Round((b - a).TotalSeconds)));
        Assert.All(at.Zip(at.Skip(1), (a, b) => (b - a).TotalSeconds), s => Assert.True(s >= Math.Floor(s)));
        Assert.Single(_harness.Log, l => l.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Single(_harness.Log, l => l.Contains("works again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Waits_double_up_to_half_a_minute()
    {
        for (var i = 0; i < 9; i++)
            _harness.Api.ListFails(new IOException("no route"));
        _harness.Api.List("20").WatchOpen(Added(Event("end", 21)));

        await _harness.RunUntilAsync("end");

        var at = _harness.Api.Calls.Where(c => c.What == "list").Select(c => c.At).ToArray();
        var waits = at.Zip(at.Skip(1), (a, b) => (b - a).TotalSeconds).ToArray();
        double[] expected = [0.6, 1.2, 2.4, 4.8, 9.6, 19.2, 22.5, 22.5, 22.5];
        Assert.All(waits.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 0.01, pair.Second + 0.3));
    }

    [Fact]
    public async Task Health_fails_after_five_minutes_and_recovers()
    {
        var states = new List<HealthState>();
        _harness.Api.List("20").WatchFails(new IOException("cut"), Added(Event("a", 21)));
        for (var i = 0; i < 30; i++)
            _harness.Api.WatchRefused(new IOException("no route"));
        _harness.Api.WatchOpen(Added(Event("end", 22)));

        await _harness.RunUntilAsync(() =>
        {
            var state = _harness.Health.Reports["watch"].State;
            if (states.LastOrDefault() != state || states.Count == 0)
                states.Add(state);
            return _harness.Occurrences.Any(o => o.Uid == "end");
        });

        Assert.Equal([HealthState.Degraded, HealthState.Failed], states.Where(s => s is HealthState.Degraded or HealthState.Failed));
        Assert.Equal(HealthState.Ok, _harness.Health.Reports["watch"].State);
        Assert.Single(_harness.Log, l => l.StartsWith("Error: Watching events in all namespaces has failed for 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_quiet_watch_renews_its_position_while_it_stands_open()
    {
        _harness.Api.List("20")
            .WatchQuiet(TimeSpan.FromMinutes(3.5), Added(Event("a", 21)))
            .WatchQuiet(TimeSpan.FromMinutes(3.5))
            .List("77", Event("a", 21))
            .WatchOpen(Added(Event("end", 80)));

        await _harness.RunUntilAsync("end");

        Assert.Equal(["list", "watch 20", "watch 21", "list", "watch 77"], _harness.Api.Asked);
        Assert.Equal([("a", 1), ("end", 1)], _harness.Occurrences);
        Assert.Empty(_harness.Gaps);
        Assert.True(_harness.Items.Single(i => i.Position?.ResourceVersion == "77").Position!.At >= Start.AddMinutes(3.5));
    }

    [Fact]
    public async Task A_renewal_that_fails_leaves_the_watch_alone()
    {
        _harness.Api.List("20")
            .WatchQuiet(TimeSpan.FromMinutes(3.5), Added(Event("a", 21)))
            .WatchQuiet(TimeSpan.FromMinutes(1))
            .ListFails(new KubernetesApiException(500, "InternalError", "no"))
            .WatchOpen(Added(Event("end", 80)));

        await _harness.RunUntilAsync("end");

        Assert.Equal(["list", "watch 20", "watch 21", "list", "watch 21"], _harness.Api.Asked);
        Assert.Equal(HealthState.Ok, _harness.Health.Reports["watch"].State);
    }

    [Fact]
    public async Task A_history_that_went_back_is_noticed_and_compared()
    {
        _harness.Api.List("200")
            .WatchQuiet(TimeSpan.FromMinutes(3.5), Added(Event("a", 201, 4)))
            .WatchQuiet(TimeSpan.FromMinutes(3.5))
            .List("90", Event("a", 60, 2))
            .List("90", Event("a", 60, 2))
            .WatchOpen(Modified(Event("a", 91, 3)), Added(Event("end", 92)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("a", 4), ("a", 1), ("end", 1)], _harness.Occurrences);
        Assert.Single(_harness.Gaps);
        Assert.Equal("92", _harness.Position!.ResourceVersion);
    }

    [Fact]
    public async Task A_watch_that_is_ended_at_once_is_not_opened_again_at_once()
    {
        _harness.Api.List("20").WatchEnds().WatchEnds().WatchOpen(Added(Event("end", 21)));

        await _harness.RunUntilAsync("end");

        var at = _harness.Api.Calls.Select(c => c.At).ToArray();
        Assert.True(at[2] - at[1] >= TimeSpan.FromSeconds(0.6));
        Assert.True(at[3] - at[2] >= TimeSpan.FromSeconds(1.2));
    }

    [Fact]
    public async Task Expiry_bookmarks_and_changes_of_metadata_are_no_occurrences_but_move_the_position()
    {
        _harness.Api.List("20", Event("a", 11, 5, TimeSpan.FromMinutes(10)))
            .WatchEnds(Modified(Event("a", 21, 5)), Deleted(Event("a", 22, 5)), Bookmark("30"))
            .WatchOpen(Added(Event("end", 31)));

        await _harness.RunUntilAsync("end");

        Assert.Equal([("end", 1)], _harness.Occurrences);
        Assert.Equal(["list", "watch 20", "watch 30"], _harness.Api.Asked);
        Assert.Contains(_harness.Items, i => i.Seen is { Count: 0 });
        Assert.Contains(_harness.Items, i => i.Position?.ResourceVersion == "30");
    }

    [Fact]
    public async Task A_defect_is_not_tried_again_but_ends_the_source()
    {
        _harness.Api.ListFails(new InvalidCastException("a defect"));

        await Assert.ThrowsAsync<InvalidCastException>(() => _harness.RunUntilAsync(() => false));
    }
}
