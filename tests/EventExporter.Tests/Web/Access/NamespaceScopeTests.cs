using EventExporter.Pipeline.Events;
using EventExporter.Query;
using EventExporter.Tests.Web.Api;
using EventExporter.Web.Access;

namespace EventExporter.Tests.Web.Access;

/// <summary>What belongs to a namespace: asked of an event, and asked of the history, it is the same.</summary>
public sealed class NamespaceScopeTests
{
    private static readonly string[] Namespaces = ["default", "kube-system", "payments", "shop"];

    /// <summary>As Kubernetes has them: the event lies where its object does, and those of the cluster in one of two.</summary>
    private static readonly AnalyzedEvent[] Events =
    [
        .. Namespaces.Select(static name => SomeEvents.In(name, "web")),
        .. Namespaces.SelectMany(static name => new[] { About("Namespace", name, name), About("Namespace", name, "default"), About("Namespace", name, "kube-system") }),
        About("Node", "node-1", "default"),
        About("Node", "node-1", "kube-system"),
        About("Cluster", "test", "default"),
    ];

    public static TheoryData<string> Scopes() => ["payments", "default", "kube-system", "payments,shop", "payments,default", "default,kube-system,payments,shop", "nowhere"];

    [Theory]
    [MemberData(nameof(Scopes))]
    public void The_narrowed_question_holds_for_what_is_seen_and_for_nothing_else(string scope)
    {
        var caller = CallerOf(scope);
        var narrowed = EventPredicate.Of(caller.Narrow(EventQuery.Everything));

        Assert.All(Events, analyzed => Assert.Equal(caller.Sees(analyzed), narrowed(analyzed)));
        Assert.DoesNotContain(Events, analyzed => caller.Sees(analyzed) && analyzed.Event.InvolvedObject.Kind is "Node" or "Cluster");
        Assert.Equal(scope != "nowhere", Array.Exists(Events, caller.Sees));
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public void A_question_that_is_covered_matches_nothing_but_what_is_seen(string scope)
    {
        var caller = CallerOf(scope);
        var covered = 0;
        foreach (var text in Namespaces.SelectMany(static name => new[]
        {
            $"namespace={name}", $"involvedObject.namespace={name}", $"namespace in ({name}, payments)", $"namespace!={name}", $"not namespace={name}", $"namespace=~{name}", $"namespace={name} or name=web",
            $"name=web (namespace={name} reason=BackOff)", $"kind=Namespace name={name}", "involvedObject.namespace=\"\"", $"namespace not in ({name})", "",
        }))
        {
            var query = EventQuery.Parse(text, SomeEvents.Time).Query!;
            if (!caller.Covers(query))
                continue;
            covered++;
            var matches = EventPredicate.Of(query);
            Assert.All(Events.Where(matches), analyzed => Assert.True(caller.Sees(analyzed), text));
        }

        Assert.Equal(scope != "nowhere", covered > 0);
    }

    [Fact]
    public void Whoever_sees_all_is_not_narrowed()
    {
        var caller = new Caller("reader", true, false, null);

        Assert.All(Events, analyzed => Assert.True(caller.Sees(analyzed)));
        Assert.Same(EventQuery.Everything, caller.Narrow(EventQuery.Everything));
        Assert.True(caller.Covers(EventQuery.Everything));
    }

    private static Caller CallerOf(string scope) => new("scoped", true, false, scope.Split(','));

    private static AnalyzedEvent About(string kind, string name, string @namespace) =>
        SomeEvents.About(new ObjectReference { Kind = kind, Name = name }, @namespace, "R", default, "", 1);
}
