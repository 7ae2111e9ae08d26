using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Enrichment;

public sealed class EnrichmentBudgetTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task An_event_goes_on_without_facts_when_its_budget_has_passed_and_not_before()
    {
        using var scene = new EnricherScene();
        scene.Cluster.Hold();
        var enriching = scene.Enricher.EnrichAsync([scene.About("Pod", "p", "u")], CancellationToken.None).AsTask();

        scene.Time.Advance(Budget - TimeSpan.FromMilliseconds(1));
        Assert.False(enriching.IsCompleted);
        scene.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(LookupResult.OverBudget, (await enriching)[0].Object.Lookup);
    }

    [Fact]
    public async Task A_lookup_that_was_given_up_still_fills_the_cache()
    {
        using var scene = new EnricherScene();
        scene.Cluster.Put("Pod", "shop", "p", "u", null, ("app", "cart"));
        scene.Cluster.Hold();
        var late = scene.About("Pod", "p", "u") with { ObservedAt = scene.Time.GetUtcNow() - Budget };
        Assert.Equal(LookupResult.OverBudget, (await scene.FactsOf(late)).Lookup);

        scene.Cluster.LetGo();
        var facts = await scene.FactsOf(scene.About("Pod", "p", "u"));

        Assert.Equal("cart", facts.Labels["app"]);
        Assert.Equal(1, scene.Cluster.ReadsOf("Pod"));
    }

    [Fact]
    public void A_pipeline_that_has_fallen_behind_does_not_wait()
    {
        using var scene = new EnricherScene();
        scene.Cluster.Hold();
        var late = scene.About("Pod", "p", "u") with { ObservedAt = scene.Time.GetUtcNow() - Budget };

        Assert.True(scene.Enricher.EnrichAsync([late], CancellationToken.None).AsTask().IsCompleted);
    }

    [Fact]
    public async Task A_flood_of_unknown_objects_is_let_through_and_asks_no_more_than_can_be_answered()
    {
        using var scene = new EnricherScene(new EnrichmentOptions { QueriesPerSecond = 5 });
        scene.Cluster.Hold();
        var flood = Enumerable.Range(0, 1000).Select(i => scene.About("Pod", $"p{i}", $"u{i}")).ToArray();

        var enriching = scene.Enricher.EnrichAsync(flood, CancellationToken.None).AsTask();
        Assert.True(scene.Cluster.Reads.Count <= 16);
        scene.Cluster.LetGo();
        var enriched = await enriching;

        Assert.InRange(scene.Cluster.Reads.Count, 1, 12);
        Assert.True(enriched.Count(e => e.Object.Lookup == LookupResult.OverBudget) >= 988);
    }

    [Fact]
    public async Task Waiting_events_go_on_when_too_many_wait_and_later_ones_wait_again()
    {
        using var scene = new EnricherScene(new EnrichmentOptions { MaxHeldEvents = 3 });
        scene.Cluster.Hold();
        var first = scene.Enricher.EnrichAsync([scene.About("Pod", "a", "1"), scene.About("Pod", "b", "2")], CancellationToken.None).AsTask();
        Assert.False(first.IsCompleted);

        var second = scene.Enricher.EnrichAsync([scene.About("Pod", "c", "3"), scene.About("Pod", "d", "4")], CancellationToken.None).AsTask();
        var enriched = await Task.WhenAll(first, second);
        var third = scene.Enricher.EnrichAsync([scene.About("Pod", "e", "5")], CancellationToken.None).AsTask();

        Assert.All(enriched.SelectMany(e => e), e => Assert.Equal(LookupResult.OverBudget, e.Object.Lookup));
        Assert.False(third.IsCompleted);
        scene.Cluster.LetGo();
        await third;
    }

    [Fact]
    public async Task One_reading_an_object_however_many_ask()
    {
        using var scene = new EnricherScene();
        scene.Cluster.Put("Pod", "shop", "p", "u", null, ("app", "cart"));
        scene.Cluster.Hold();

        var all = Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => scene.Enricher.EnrichAsync([scene.About("Pod", "p", "u"), scene.About("Pod", "p", "u")], CancellationToken.None).AsTask()))
            .ToArray();
        scene.Cluster.LetGo();
        var results = await Task.WhenAll(all);

        Assert.All(results.SelectMany(r => r), e => Assert.Equal("cart", e.Object.Labels["app"]));
        Assert.Equal(1, scene.Cluster.ReadsOf("Pod"));
        Assert.Equal(1, scene.Cluster.ReadsOf("Namespace"));
    }

    [Fact]
    public async Task Siblings_share_the_reading_of_their_owner()
    {
        using var scene = new EnricherScene();
        var owner = EnricherScene.Owner("apps/v1", "ReplicaSet", "rs", "r");
        scene.Cluster.Put("ReplicaSet", "shop", "rs", "r");
        for (var i = 0; i < 10; i++)
            scene.Cluster.Put("Pod", "shop", $"p{i}", $"u{i}", owner);

        await scene.Enricher.EnrichAsync([.. Enumerable.Range(0, 10).Select(i => scene.About("Pod", $"p{i}", $"u{i}"))], CancellationToken.None);

        Assert.Equal(1, scene.Cluster.ReadsOf("ReplicaSet"));
    }

    [Fact]
    public async Task An_object_known_before_keeps_its_labels_when_there_is_no_time_to_ask_again()
    {
        using var scene = new EnricherScene();
        scene.Cluster.Put("Pod", "shop", "p", "u", null, ("app", "cart"));
        await scene.FactsOf(scene.About("Pod", "p", "u"));
        scene.Time.Advance(TimeSpan.FromMinutes(11));
        scene.Cluster.Hold();

        var late = scene.About("Pod", "p", "u") with { ObservedAt = scene.Time.GetUtcNow() - Budget };

        Assert.Equal("cart", (await scene.FactsOf(late)).Labels["app"]);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var scene = new EnricherScene();
        scene.Cluster.Hold();
        using var stop = new CancellationTokenSource();
        var enriching = scene.Enricher.EnrichAsync([scene.About("Pod", "p", "u")], stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => enriching);
    }
}
