using EventExporter.EndToEnd.Support;
using EventExporter.SampleCluster.Flood;

namespace EventExporter.EndToEnd;

/// <summary>The program is killed without warning while events pour in.</summary>
public sealed class KilledProgramStory : Story
{
    [Fact]
    public async Task Killed_twice_in_the_middle_of_a_stream_it_delivers_every_occurrence()
    {
        var config = Config(ElasticsearchReceiver());
        using var enough = new CancellationTokenSource();
        var stream = Task.Run(() => StreamAsync(enough.Token));

        // The second kill hits while it still catches up after the first.
        foreach (var kill in new[] { 1, 2 })
        {
            var exporter = await RunAsync(config);
            var before = Elasticsearch.Stored;
            await Eventually.TrueAsync(() => Elasticsearch.Stored > before + 20, () => $"something should arrive before kill {kill}\n{exporter.Log}");
            await exporter.KillAsync();
        }

        var last = await RunAsync(config);
        await enough.CancelAsync();
        await stream;
        await AllIndexedAsync(last);
        Assert.Empty(Indexed.Gaps);
        Assert.Equal(Indexed.Documents.Count, Elasticsearch.Stored);
    }

    [Theory]
    [InlineData(0, 20_000)]
    [InlineData(15_000, 5_000)]
    public async Task Killed_twice_at_full_speed_in_list_and_watch_it_delivers_every_occurrence(int listed, int watched)
    {
        // As fast as the connection takes them. Each event of the watch happens four times.
        Cluster.Flood = new EventFlood(new EventFloodOptions { Listed = listed, Watched = watched, Repeats = 3 });
        var config = ConfigWith("omitLookup: true", ElasticsearchReceiver());
        foreach (var kill in new[] { 1, 2 })
        {
            var exporter = await RunAsync(config);
            var before = Elasticsearch.Stored;
            await Eventually.TrueAsync(() => Elasticsearch.Stored > before, () => $"something should arrive before kill {kill}\n{exporter.Log}");
            await exporter.KillAsync();
        }

        var last = await RunAsync(config);
        await Eventually.EqualAsync(listed + watched, () => Elasticsearch.Stored, () => last.Log);
        Assert.Equal(listed + watched, Indexed.Sum);
        Assert.All(Indexed.Sums.Values, sum => Assert.Contains(sum, new long[] { 1, 4 }));
        Assert.Empty(Indexed.Gaps);
    }

    [Fact]
    public async Task Away_for_longer_than_the_API_server_remembers_it_recovers_what_there_is_and_says_so()
    {
        var config = Config(ElasticsearchReceiver());
        Events.HappenOften(50);
        var first = await RunUntilReadyAsync(config);
        await AllIndexedAsync(first);
        await first.KillAsync();
        Events.HappenOften(70);
        Cluster.Faults.ExpireHistory();

        var second = await RunAsync(config);
        await AllIndexedAsync(second);
        Events.Happen("after-the-gap");
        await Eventually.EqualAsync(1, () => Indexed.Gaps.Count, () => second.Log);
        Assert.Contains("recovered 70 occurrences", (string?)Indexed.Gaps[0]["message"], StringComparison.Ordinal);
        Assert.Equal(1, await second.MetricAsync("event_exporter_gaps_total"));
    }

    [Fact]
    public async Task Killed_between_acceptance_and_answer_it_sends_again_under_the_same_identity()
    {
        Events.HappenOften(50);
        Elasticsearch.HoldNextAnswer();
        var config = Config(ElasticsearchReceiver());
        var first = await RunAsync(config);
        await Eventually.TrueAsync(() => Elasticsearch.Stored > 0, () => first.Log);
        await first.KillAsync();

        var second = await RunAsync(config);
        await AllIndexedAsync(second);
        await Eventually.TrueAsync(() => Elasticsearch.Duplicates > 0, () => second.Log);
        Assert.Empty(await DeadLetters.ListAsync(config));
    }

    [Fact]
    public async Task Killed_with_a_backlog_it_accounts_for_every_occurrence_as_delivered_dead_or_pending()
    {
        Events.HappenOften(200);
        var refused = Events.Counts.Keys.First();
        Elasticsearch.ItemFault = id => id.Contains(refused, StringComparison.Ordinal) ? (400, "document_parsing_exception", "failed to parse field [message]") : null;
        var config = Config(ElasticsearchReceiver());
        var first = await RunAsync(config);
        await Eventually.TrueAsync(() => Elasticsearch.Stored > 0, () => first.Log);
        await Elasticsearch.StopAsync();
        Events.HappenOften(100);
        await Eventually.TrueAsync(async () => await first.MetricAsync("event_exporter_receiver_pending") > 0, () => first.Log);
        await first.KillAsync();

        var second = await RunUntilReadyAsync(config);
        await Elasticsearch.StartAsync();
        await Eventually.TrueAsync(async () => await second.MetricAsync("event_exporter_receiver_pending") == 0 && Elasticsearch.Stored > 0, () => second.Log);
        var others = Events.Counts.Where(c => c.Key != refused).Sum(c => c.Value);
        await Eventually.EqualAsync(others, () => Indexed.Sum, () => second.Log);

        var dead = await DeadLetters.ListAsync(config);
        Assert.NotEmpty(dead);
        var deltas = 0L;
        foreach (var letter in dead)
            deltas += (await DeadLetters.ShowAsync(config, letter["id"]!.GetValue<long>()))["event"]!["delta"]!.GetValue<long>();
        Assert.Equal(Events.Occurrences, Indexed.Sum + deltas);
    }

    [Fact]
    public async Task What_was_counted_before_the_first_start_is_not_counted_again()
    {
        Events.HappenOften(50, events: 5, prefix: "old");
        var config = ConfigWith("maxEventAgeSeconds: 0", ElasticsearchReceiver());
        File.WriteAllText(config, File.ReadAllText(config).Replace("start: all", "start: now", StringComparison.Ordinal));
        var before = Events.Counts;
        // Core events carry whole seconds: what happened in the second of the start belongs to it.
        var second = TimeProvider.System.GetUtcNow().Second;
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow().Second != second, () => "the clock should go on");

        var first = await RunUntilReadyAsync(config);
        Events.HappenOften(30, events: 5, prefix: "old");
        await Eventually.EqualAsync(30, () => Indexed.Sum, () => first.Log);
        await first.KillAsync();
        Events.HappenOften(30, events: 5, prefix: "old");
        var again = await RunAsync(config);
        await Eventually.EqualAsync(60, () => Indexed.Sum, () => again.Log);
        Indexed.AssertTrue(Events.Counts.ToDictionary(c => c.Key, c => c.Value - before[c.Key]));
    }

    /// <summary>Some thousand occurrences a second, in bursts.</summary>
    private async Task StreamAsync(CancellationToken enough)
    {
        for (var burst = 0; !enough.IsCancellationRequested; burst++)
        {
            Events.HappenOften(20, events: 7, prefix: $"web-{burst / 10}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }
}
