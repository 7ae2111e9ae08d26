using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>A service says that it wants nothing more.</summary>
public sealed class StoppedReceiverStory : Story
{
    [Fact]
    public async Task A_receiver_that_got_410_stays_stopped_over_a_restart_until_it_is_enabled_and_then_gets_everything()
    {
        var config = Config(WebhookReceiver());
        Webhook.Verdict = static _ => 410;
        Events.Happen("web");
        var first = await RunAsync(config);
        await Eventually.TrueAsync(() => first.LogLines("receivers enable hook") > 0, () => first.Log);
        Assert.Equal(0, await first.StopAsync());

        Webhook.Verdict = static _ => null;
        Events.HappenOften(5);
        var second = await RunUntilReadyAsync(config);
        await Eventually.TrueAsync(async () => await second.MetricAsync("event_exporter_receiver_pending") >= 6, () => second.Log);
        Assert.Single(Webhook.Seen);
        Assert.Contains("said 410", second.Log, StringComparison.Ordinal);

        var listed = await ExporterProcess.RunAsync("receivers", "list", "--config", config);
        Assert.Matches("^hook  webhook  stopped since 20[0-9: -]+Z: HTTP 410 Gone: said 410\n$", listed.Output);
        var enabled = await ExporterProcess.RunAsync("receivers", "enable", "--config", config, "hook");
        Assert.Equal((0, "hook is enabled again\n"), (enabled.ExitCode, enabled.Output));
        await Eventually.EqualAsync(6, () => Webhook.Accepted.Count, () => second.Log);
        Assert.Equal("hook  webhook  enabled\n", (await ExporterProcess.RunAsync("receivers", "list", "--config", config)).Output);
    }

    [Fact]
    public async Task A_changed_endpoint_is_worth_another_try()
    {
        Webhook.Verdict = static _ => 410;
        Events.Happen("web");
        var first = await RunAsync(Config(WebhookReceiver()));
        await Eventually.TrueAsync(() => first.LogLines("receivers enable hook") > 0, () => first.Log);
        Assert.Equal(0, await first.StopAsync());

        Webhook.Verdict = static _ => null;
        var second = await RunAsync(Config($$"""
            - name: hook
              webhook: {endpoint: "{{Webhook.Address}}another"}
            """));
        await Eventually.EqualAsync(1, () => Webhook.Accepted.Count, () => second.Log);
    }
}
