using EventExporter.History;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Events;
using EventExporter.Query;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.History.Sqlite;

/// <summary>The sum of the deltas is the same in buckets of any size, whatever was removed or put together before.</summary>
public sealed class BucketSumsTests
{
    private static readonly string[] Conditions =
        ["", "type=Warning", "reason=Failed namespace=shop", "severity>=error or kind=Node", "owner=web", "label.app=image", "restarting", "not detail.app=web", "incident!=\"\"", "count>2"];

    private static readonly string[] Groups = ["", "reason", "namespace", "owner", "detail.app", "severity", "label.app"];

    [Fact]
    public void In_any_bucket_with_any_condition_and_any_group_after_any_history_of_storing_and_removing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => CheckAsync(new Random(seed)).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    private static async Task CheckAsync(Random random)
    {
        using var folder = new HistoryFolder();
        folder.Options = folder.Options with { Retention = new RetentionRules { Age = TimeSpan.FromHours(random.Next(1, 9)), Types = new Dictionary<string, TimeSpan> { ["Warning"] = TimeSpan.FromHours(random.Next(1, 9)) } } };
        await using var history = folder.Open();
        var kept = new List<AnalyzedEvent>();
        var events = new ClusterEvents(random.Next());
        for (var step = 0; step < 6; step++)
        {
            var batch = events.Next(random.Next(1, 150));
            await history.StoreAsync(HistoryFolder.Batch(history.Position + 1, batch), default);
            kept.AddRange(batch);
            if (random.Next(2) == 0)
                continue;
            folder.Clock.Advance(TimeSpan.FromMinutes(random.Next(61, 120)));
            await history.TidyAsync(default);
            kept.RemoveAll(e => Cut(e) < folder.Clock.GetUtcNow() - folder.Options.Retention.AgeOf(e.Event.Type, e.Event.Namespace));
        }

        for (var i = 0; i < 12; i++)
            await CheckAsync(random, folder, history, kept);
    }

    private static async Task CheckAsync(Random random, HistoryFolder folder, SqliteHistory history, List<AnalyzedEvent> kept)
    {
        var query = folder.Query(Conditions[random.Next(Conditions.Length)]) with
        {
            Since = random.Next(2) == 0 ? null : ClusterEvents.Start.AddMilliseconds(random.Next(-7_200_000, 7_200_000)),
            Until = random.Next(2) == 0 ? null : ClusterEvents.Start.AddMilliseconds(random.Next(-7_200_000, 14_400_000)),
        };
        TimeSpan? bucket = random.Next(5) switch
        {
            0 => null,
            1 => TimeSpan.FromSeconds(random.Next(1, 90_000)),
            2 => TimeSpan.FromMinutes(random.Next(1, 3000)),
            3 => TimeSpan.FromHours(random.Next(1, 50)),
            _ => TimeSpan.FromMilliseconds(random.Next(1000, 100_000_000)),
        };
        var by = Groups[random.Next(Groups.Length)];
        var request = new AggregateRequest(query) { Bucket = bucket, By = by.Length == 0 ? [] : [QueryFields.Find(by)!], Limit = int.MaxValue, Budget = QueryBudget.None };

        var answer = await history.AggregateAsync(request, default);

        var expected = kept.Where(EventPredicate.Of(query)).ToList();
        Assert.True(expected.Sum(e => (long)e.Event.Delta) == answer.Groups.Sum(g => g.Count), $"{query} by '{by}' in {bucket}: {answer.Groups.Sum(g => g.Count)}");
        Assert.Equal(expected.Count, answer.Groups.Sum(g => g.Events));
    }

    /// <summary>The history keeps milliseconds.</summary>
    private static DateTimeOffset Cut(AnalyzedEvent analyzed) => DateTimeOffset.FromUnixTimeMilliseconds(analyzed.Event.LastSeen.ToUnixTimeMilliseconds());
}
