using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Enrichment;

public sealed class EnrichmentPropertyTests
{
    /// <summary>Few names and uids, so that objects are often deleted and made anew under the same name.</summary>
    private static readonly Arbitrary<(int Name, int Uid, int Owner)[]> Steps =
        (from name in Gen.Choose(0, 3) from uid in Gen.Choose(0, 2) from owner in Gen.Choose(-1, 3) select (name, uid, owner)).ArrayOf().ToArbitrary();

    [Fact]
    public void A_cached_answer_equals_what_was_read_first() => Prop.ForAll(Steps, steps =>
    {
        using var scene = new EnricherScene();
        using var fresh = new EnricherScene();
        foreach (var (name, uid, owner) in steps)
        {
            Put(scene, name, uid, owner);
            Put(fresh, name, uid, owner);
        }

        foreach (var (name, uid, _) in steps)
        {
            var e = scene.About("Widget", $"w{name}", $"u{name}-{uid}", apiVersion: "x/v1");
            var first = Now(scene.FactsOf(e));
            var cached = Now(scene.FactsOf(e));
            using var uncached = new EnricherScene();
            foreach (var (n, u, o) in steps)
                Put(uncached, n, u, o);
            AssertSame(first, cached);
            AssertSame(Now(uncached.FactsOf(e)), cached);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_event_never_bears_the_label_of_another_object_of_the_same_name() => Prop.ForAll(Steps, steps =>
    {
        using var scene = new EnricherScene(new EnrichmentOptions { CacheSize = 3 });
        foreach (var (name, uid, owner) in steps)
        {
            Put(scene, name, uid, owner);
            for (var asked = 0; asked < 3; asked++)
            {
                var facts = Now(scene.FactsOf(scene.About("Widget", $"w{name}", $"u{name}-{asked}", apiVersion: "x/v1")));
                if (facts.Labels.TryGetValue("uid", out var label))
                    Assert.Equal($"u{name}-{asked}", label);
            }

            scene.Time.Advance(TimeSpan.FromSeconds(40));
        }
    }).QuickCheckThrowOnFailure();

    private static void Put(EnricherScene scene, int name, int uid, int owner) => scene.Cluster.Put(
        "Widget", "shop", $"w{name}", $"u{name}-{uid}", owner < 0 ? null : EnricherScene.Owner("x/v1", "Widget", $"w{owner}", $"u{owner}-0"), ("uid", $"u{name}-{uid}"));

    /// <summary>The fake cluster answers at once, so that nothing is left to wait for.</summary>
    private static ObjectFacts Now(Task<ObjectFacts> facts)
    {
        Assert.True(facts.IsCompletedSuccessfully);
        return facts.GetAwaiter().GetResult();
    }

    private static void AssertSame(ObjectFacts expected, ObjectFacts actual)
    {
        Assert.Equal(expected.Lookup, actual.Lookup);
        Assert.Equal(expected.Deleted, actual.Deleted);
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.OwnerChain, actual.OwnerChain);
        Assert.Equal(expected.Node, actual.Node);
    }
}
