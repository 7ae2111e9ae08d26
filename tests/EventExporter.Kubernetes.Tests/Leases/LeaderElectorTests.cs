using EventExporter.Kubernetes.Leases;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.Leases;

public sealed class LeaderElectorTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<Candidate> _candidates = [];
    private TestApiServer _server = null!;
    private LeaseServer _lease = null!;

    public async Task InitializeAsync()
    {
        _server = await TestApiServer.StartAsync();
        _lease = new LeaseServer(_server);
    }

    public async Task DisposeAsync()
    {
        foreach (var candidate in _candidates)
            await candidate.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_first_candidate_creates_the_lease_and_leads()
    {
        var a = Start("a");
        await UntilAsync(() => a.Elector.IsLeader);

        Assert.Equal("a", a.Elector.LeaderIdentity);
        Assert.Equal("a", _lease.Holder);
        Assert.Equal(15, _lease.Spec("leaseDurationSeconds")!.GetValue<int>());
        Assert.Equal("2026-01-01T00:00:00.000000Z", _lease.Spec("acquireTime")!.GetValue<string>());
        Assert.Equal(0, _lease.Spec("leaseTransitions")!.GetValue<int>());
    }

    [Fact]
    public async Task A_leader_that_is_stopped_gives_the_lease_back_and_the_next_one_leads_at_once()
    {
        var a = Start("a");
        await UntilAsync(() => a.Elector.IsLeader);
        var b = Start("b");
        await UntilAsync(() => b.Elector.LeaderIdentity == "a");

        await a.StopAsync();
        Assert.Equal("", _lease.Holder);
        await UntilAsync(() => b.Elector.IsLeader, step: TimeSpan.FromSeconds(1), limit: TimeSpan.FromSeconds(6));

        Assert.Equal(1, _lease.Spec("leaseTransitions")!.GetValue<int>());
    }

    [Fact]
    public async Task A_leader_that_is_cut_off_stops_before_another_begins()
    {
        var a = Start("a");
        await UntilAsync(() => a.Elector.IsLeader);
        var b = Start("b");
        await UntilAsync(() => b.Elector.LeaderIdentity == "a");
        _lease.IsCutOff = context => context.Request.Headers.UserAgent == "a";

        var leaders = new List<string>();
        await UntilAsync(
            () =>
            {
                // Of two that led at the same time, at least one such moment would be seen: steps are shorter than the margin.
                Assert.False(a.Leading && b.Leading, "two lead at once");
                leaders.Add(a.Leading ? "a" : b.Leading ? "b" : "nobody");
                return b.Leading;
            },
            step: TimeSpan.FromSeconds(0.5),
            limit: TimeSpan.FromSeconds(40));

        Assert.Equal(["a", "nobody", "b"], leaders.Distinct());
        Assert.NotEmpty(a.Failures);
    }

    [Fact]
    public async Task A_leader_that_renews_is_left_alone()
    {
        var a = Start("a");
        await UntilAsync(() => a.Elector.IsLeader);
        var b = Start("b");
        await UntilAsync(() => b.Elector.LeaderIdentity == "a");

        var end = _time.GetUtcNow().AddSeconds(60);
        await UntilAsync(() => _time.GetUtcNow() >= end, step: TimeSpan.FromSeconds(0.5), limit: TimeSpan.FromSeconds(61));

        Assert.True(a.Elector.IsLeader);
        Assert.False(b.Elector.IsLeader);
        Assert.Equal(1, a.Terms);
    }

    [Fact]
    public async Task A_leader_whose_lease_was_taken_stops_and_waits_again()
    {
        var a = Start("a");
        await UntilAsync(() => a.Leading);
        _lease.Store("""{"metadata":{"name":"event-exporter"},"spec":{"holderIdentity":"thief","leaseDurationSeconds":15,"leaseTransitions":4}}""");

        await UntilAsync(() => !a.Leading, step: TimeSpan.FromSeconds(1), limit: TimeSpan.FromSeconds(4));
        Assert.Equal("thief", a.Elector.LeaderIdentity);
        await UntilAsync(() => a.Leading, step: TimeSpan.FromSeconds(1), limit: TimeSpan.FromSeconds(30));

        Assert.Equal((2, 5), (a.Terms, _lease.Spec("leaseTransitions")!.GetValue<int>()));
    }

    [Fact]
    public async Task What_a_lease_carries_besides_its_spec_is_kept()
    {
        _lease.Store("""{"metadata":{"name":"event-exporter","labels":{"app":"x"}},"spec":{"holderIdentity":""}}""");

        var a = Start("a");
        await UntilAsync(() => a.Leading);

        Assert.Equal("x", _lease.Stored!["metadata"]!["labels"]!["app"]!.GetValue<string>());
    }

    [Fact]
    public async Task Work_that_ends_by_itself_ends_the_election()
    {
        var a = Start("a");
        await UntilAsync(() => a.Leading);

        a.Finish();
        await a.Running.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("", _lease.Holder);
    }

    [Theory]
    [InlineData(10, 10, 2, "LeaseDuration (10 s) must be longer than RenewDeadline (10 s)")]
    [InlineData(15, 2, 2, "RenewDeadline (2 s) must be longer than 1.2 times RetryPeriod (2 s)")]
    public void Times_that_cannot_work_are_refused(int lease, int deadline, int period, string message)
    {
        using var client = _server.Client();
        var options = new LeaderElectionOptions
        {
            Namespace = "n",
            LeaseName = "l",
            LeaseDuration = TimeSpan.FromSeconds(lease),
            RenewDeadline = TimeSpan.FromSeconds(deadline),
            RetryPeriod = TimeSpan.FromSeconds(period),
        };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new LeaderElector(client, options)).Message);
    }

    private Candidate Start(string identity)
    {
        var candidate = new Candidate(_server, identity, _time);
        _candidates.Add(candidate);
        return candidate;
    }

    /// <summary>
    /// Moves the clock in steps until something holds. Between steps every candidate is given the time to come to rest: in a wait of its
    /// own on the clock, with no request under way.
    /// </summary>
    private async Task UntilAsync(Func<bool> holds, TimeSpan step = default, TimeSpan limit = default)
    {
        var end = _time.GetUtcNow() + limit;
        while (true)
        {
            await SettleAsync();
            if (holds())
                return;
            Assert.True(_time.GetUtcNow() < end, "it did not come about in time");
            _time.Advance(step);
        }
    }

    private async Task SettleAsync()
    {
        var guard = TimeProvider.System.GetTimestamp();
        while (_candidates.Exists(c => !c.IsAtRest))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(guard) < TimeSpan.FromSeconds(30), "a candidate does not come to rest");
            await Task.Yield();
        }
    }
}
