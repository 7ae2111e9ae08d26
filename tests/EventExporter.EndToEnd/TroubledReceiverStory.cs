using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>The service at the other end misbehaves.</summary>
public sealed class TroubledReceiverStory : Story
{
    [Fact]
    public async Task Refusals_hangs_and_resets_are_retried_until_every_event_is_in_once()
    {
        Elasticsearch.FailNext(429, "", ("Retry-After", "1"));
        Elasticsearch.FailNext(503, "");
        Elasticsearch.HangNext();
        Elasticsearch.ResetNext();
        Elasticsearch.FailNext(502, "<html>bad gateway</html>");
        Events.HappenOften(50);
        var exporter = await RunAsync(Config(ElasticsearchReceiver(", timeout: 1s")));

        await AllIndexedAsync(exporter);
        Events.HappenOften(50);
        await AllIndexedAsync(exporter);
        Assert.Empty(await DeadLetters.ListAsync(Workspace["config.yaml"]));
        Assert.True(await exporter.MetricAsync("event_exporter_receiver_retried_total") > 0);
        Assert.InRange(exporter.LogLines("search"), 1, 10);
    }

    [Fact]
    public async Task A_bulk_whose_answer_was_lost_leaves_no_duplicate_and_no_dead_letter()
    {
        Elasticsearch.HoldNextAnswer();
        Events.HappenOften(50);
        var config = Config(ElasticsearchReceiver(", timeout: 1s"));
        var exporter = await RunAsync(config);

        await Eventually.TrueAsync(() => Elasticsearch.Duplicates > 0, () => exporter.Log);
        await AllIndexedAsync(exporter);
        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_pending") == 0, () => exporter.Log);
        Assert.Empty(await DeadLetters.ListAsync(config));
    }

    [Fact]
    public async Task Retry_After_is_obeyed()
    {
        var clock = TimeProvider.System;
        var asked = 0L;
        Elasticsearch.Next(context =>
        {
            (asked, context.Response.StatusCode) = (clock.GetTimestamp(), 429);
            context.Response.Headers.RetryAfter = "2";
            return Task.CompletedTask;
        });
        Events.Happen("web");
        var exporter = await RunAsync(Config(ElasticsearchReceiver()));
        await Eventually.TrueAsync(() => Elasticsearch.Stored == 1, () => exporter.Log);
        Assert.True(clock.GetElapsedTime(asked) >= TimeSpan.FromSeconds(1.9), "it came back too early");
    }

    [Fact]
    public async Task Items_that_fail_for_now_are_sent_again_and_those_that_never_can_become_dead_letters()
    {
        Events.HappenOften(20);
        var uids = Events.Counts.Keys.ToList();
        var (poison, busy) = (uids[0], uids[1]);
        var busyAnswers = 0;
        Elasticsearch.ItemFault = id => id switch
        {
            _ when id.Contains(poison, StringComparison.Ordinal) => (400, "document_parsing_exception", "failed to parse field [involvedObject.labels.app]"),
            _ when id.Contains(busy, StringComparison.Ordinal) && Interlocked.Increment(ref busyAnswers) < 4 => (429, "es_rejected_execution_exception", "rejected execution of coordinating operation"),
            _ => null,
        };
        var config = Config(ElasticsearchReceiver());
        var exporter = await RunAsync(config);

        await Eventually.EqualAsync(Events.Occurrences - Events.Counts[poison], () => Indexed.Sum, () => exporter.Log);
        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_pending") == 0, () => exporter.Log);
        var letter = Assert.Single(await DeadLetters.ListAsync(config));
        Assert.Equal("search", (string?)letter["receiver"]);
        Assert.Contains("failed to parse field [involvedObject.labels.app]", (string?)letter["reason"], StringComparison.Ordinal);
        Assert.Contains(poison, (string?)letter["identity"], StringComparison.Ordinal);
        Assert.Equal(poison, (string?)(await DeadLetters.ShowAsync(config, letter["id"]!.GetValue<long>()))["event"]!["metadata"]!["uid"]);
    }

    [Fact]
    public async Task A_dead_letter_is_delivered_by_a_retry_beside_the_running_exporter_and_another_discarded()
    {
        Elasticsearch.ItemFault = static _ => (400, "document_parsing_exception", "not today");
        Events.Happen("web");
        Events.Happen("db");
        var config = Config(ElasticsearchReceiver());
        var exporter = await RunUntilReadyAsync(config);
        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_rejected_total") == 2, () => exporter.Log);
        Elasticsearch.ItemFault = static _ => null;

        var letters = await DeadLetters.ListAsync(config);
        var ids = letters.Select(l => l["id"]!.ToString()).ToList();
        var retried = await ExporterProcess.RunAsync("deadletters", "retry", "--config", config, ids[0]);
        Assert.Equal((0, "1 will be sent again\n"), (retried.ExitCode, retried.Output));
        await Eventually.TrueAsync(() => Elasticsearch.Stored == 1, () => exporter.Log);
        Assert.Equal((string?)letters[0]["identity"], (string?)Indexed.Documents[0]["identity"]);
        await Eventually.TrueAsync(async () => (await DeadLetters.ListAsync(config)).Count == 1, () => exporter.Log);

        var discarded = await ExporterProcess.RunAsync("deadletters", "discard", "--config", config, ids[1]);
        Assert.Equal((0, "1 discarded\n"), (discarded.ExitCode, discarded.Output));
        Assert.Empty(await DeadLetters.ListAsync(config));
        var unknown = await ExporterProcess.RunAsync("deadletters", "show", "--config", config, ids[1]);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains($"there is no dead letter {ids[1]}", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_was_down_gets_everything_when_it_is_back()
    {
        await Elasticsearch.StopAsync();
        var exporter = await RunUntilReadyAsync(Config(ElasticsearchReceiver(), FileReceiver()));
        Events.HappenOften(300);
        await Eventually.EqualAsync(300, () => Ledger.OfLines(Workspace["events.jsonl"]).Sum, () => exporter.Log);
        await Eventually.TrueAsync(async () => await exporter.MetricAsync("event_exporter_receiver_pending", "search") > 0, () => exporter.Log);

        await Elasticsearch.StartAsync();
        await AllIndexedAsync(exporter);
        Assert.Equal(0, await exporter.MetricAsync("event_exporter_receiver_rejected_total"));
    }

    [Fact]
    public async Task A_hanging_receiver_holds_up_no_other()
    {
        for (var i = 0; i < 1000; i++)
            Webhook.HangNext();
        var exporter = await RunUntilReadyAsync(Config(WebhookReceiver(), ElasticsearchReceiver(), FileReceiver()));
        Events.HappenOften(500);

        await AllIndexedAsync(exporter);
        await Eventually.EqualAsync(500, () => Ledger.OfLines(Workspace["events.jsonl"]).Sum, () => exporter.Log);
        Assert.Empty(Webhook.Accepted);
    }
}
