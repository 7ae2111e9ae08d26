using System.Net;
using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>Two replicas, of which one exports at a time.</summary>
public sealed class ReplicasStory : Story
{
    [Fact]
    public async Task When_the_leader_is_killed_the_other_takes_over_and_no_event_is_missing()
    {
        var one = await RunAsync(Replica("one"));
        await one.ReadyAsync();
        var other = await RunAsync(Replica("other"));
        await Eventually.TrueAsync(async () => (await other.GetAsync("/-/ready")).Text.Contains("another replica leads", StringComparison.Ordinal), () => other.Log);
        Events.HappenOften(100, events: 100, prefix: "before");
        await AllIndexedAsync(one);
        Assert.Equal(0, await other.MetricAsync("event_exporter_received_total"));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/-/healthy")).Status);

        await one.KillAsync();
        Events.HappenOften(100, events: 100, prefix: "meanwhile");
        await other.ReadyAsync();
        Events.HappenOften(100, events: 100, prefix: "after");
        await AllIndexedAsync(other);
    }

    private string Replica(string name)
    {
        var config = ConfigWith("leaderElection: {enabled: true, leaseDuration: 3s, renewDeadline: 2s, retryPeriod: 500ms}", ElasticsearchReceiver());
        return Workspace.Write($"{name}.yaml", File.ReadAllText(config).Replace(Workspace.Data, Workspace[$"data-{name}"], StringComparison.Ordinal));
    }
}
