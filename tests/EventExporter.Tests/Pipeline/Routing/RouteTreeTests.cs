using EventExporter.Configuration;
using EventExporter.Hosting;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Routing;

public sealed class RouteTreeTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases", "routing");

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.cases").Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file).Where(l => l.Length > 0))
                data.Add(Path.GetFileNameWithoutExtension(file), line);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_event_reaches_exactly_the_receivers_of_its_case(string name, string line)
    {
        var sides = line.Split(" => ");
        var tree = Tree(name);
        var analyzed = SampleEvents.Parse(sides[0]);

        var decision = tree.Decide(analyzed);

        Assert.Equal(sides[1], decision.Receivers.Count == 0 ? "-" : string.Join(", ", decision.Receivers));
        Assert.Equal(decision.Receivers, Names(tree, analyzed));
    }

    [Fact]
    public void A_rule_that_says_for_itself_how_to_tell_leaves_its_mark_beside_its_receiver()
    {
        var loaded = ConfigurationLoader.Load(Path.Combine(Folder, "rules-with-marks.yaml")).Configuration!;
        var tree = Composition.Routes(loaded);
        var marks = Composition.Marked(loaded);
        Assert.Equal([("route.routes[0].match[0]", 2), ("route.routes[0].match[1]", 3)], marks.Select(static mark => (mark.Path, mark.Mark)));

        var shop = tree.Route(SampleEvents.Parse("namespace=shop kind=Pod"));
        var node = tree.Route(SampleEvents.Parse("namespace=default kind=Node"));

        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 5).Where(shop.Contains));
        Assert.Equal([0], Enumerable.Range(0, 5).Where(node.Contains));
        Assert.Equal(["a", "b"], tree.Decide(SampleEvents.Parse("namespace=shop kind=Pod")).Receivers);
    }

    [Fact]
    public void Routing_and_explaining_never_disagree()
    {
        var trees = Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Tree(Path.GetFileNameWithoutExtension(f))).ToList();
        Assert.NotEmpty(trees);
        var events =
            from kind in Gen.Elements("Pod", "Node", "PodDisruptionBudget", "")
            from space in Gen.Elements("prod", "stage", "kube-system", "")
            from type in Gen.Elements("Normal", "Warning", "Custom")
            from reason in Gen.Elements("Failed", "FailedMount", "Pulled")
            from count in Gen.Choose(0, 5)
            select SampleEvents.Parse($"kind={kind} namespace={space} type={type} reason={reason} count={count}");
        Prop.ForAll(events.ToArbitrary(), Gen.Elements<RouteTree>([.. trees]).ToArbitrary(), (e, tree) =>
            tree.Decide(e).Receivers.SequenceEqual(Names(tree, e))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_explanation_shows_the_rule_that_dropped_and_what_it_compared()
    {
        var text = DecisionText.Write(Tree("drop-ends-only-its-own-subtree").Decide(SampleEvents.Parse("type=Normal kind=Pod")));

        Assert.Contains("drop[0]: dropped here", text, StringComparison.Ordinal);
        Assert.Contains("yes type: Normal  <-  \"Normal\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nested", text, StringComparison.Ordinal);
        Assert.EndsWith("=> everything, sibling\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200)]
    public void A_receiver_set_holds_any_number_of_receivers(int receiver)
    {
        var set = default(ReceiverSet).With(receiver);
        Assert.True(set.Contains(receiver));
        Assert.False(set.Contains(receiver + 1));
        Assert.False(set.IsEmpty);
        Assert.True(set.With(1).Contains(receiver));
    }

    private static RouteTree Tree(string name)
    {
        var result = ConfigurationLoader.Load(Path.Combine(Folder, name + ".yaml"));
        Assert.True(result.Configuration is not null, string.Join('\n', result.Problems));
        return Composition.Routes(result.Configuration);
    }

    private static IEnumerable<string> Names(RouteTree tree, AnalyzedEvent analyzed)
    {
        var chosen = tree.Route(analyzed);
        return tree.Receivers.Where((_, index) => chosen.Contains(index));
    }
}
