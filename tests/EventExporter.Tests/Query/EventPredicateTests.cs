using EventExporter.Pipeline.Events;
using EventExporter.Query;
using EventExporter.Tests.Pipeline.Journal.Support;

namespace EventExporter.Tests.Query;

public sealed class EventPredicateTests
{
    private static readonly AnalyzedEvent Sample = SampleEvents.Event(7) with { Incident = "inc-1" };

    [Theory]
    [InlineData("", true)]
    [InlineData("type=Warning", true)]
    [InlineData("type=warning", false)]
    [InlineData("type=~\"(?i)warn\"", true)]
    [InlineData("reason in (Pulled, BackOff)", true)]
    [InlineData("reason not in (Pulled, BackOff)", false)]
    [InlineData("severity>=warning", true)]
    [InlineData("severity>warning", false)]
    [InlineData("count=3 delta=1", true)]
    [InlineData("count!=3", false)]
    [InlineData("label.app=shop label.missing=\"\"", true)]
    [InlineData("label.missing!=x", true)]
    [InlineData("owner=shop owner.kind=Deployment", true)]
    [InlineData("component=kubelet host=node-1 node=node-1", true)]
    [InlineData("detail.container=app", true)]
    [InlineData("incident=inc-1", true)]
    [InlineData("not kind=Pod", false)]
    [InlineData("kind=Node or kind=Pod namespace=shop", true)]
    [InlineData("(kind=Node or kind=Pod) namespace=other", false)]
    [InlineData("\"restarting container\"", false)]
    [InlineData("\"restarting FAILED container\"", true)]
    [InlineData("contai", true)]
    [InlineData("ontainer", false)]
    [InlineData("time<2026-01-01T00:00:01Z", true)]
    [InlineData("since=2026-01-01 until=2026-01-02", true)]
    [InlineData("until=2026-01-01", false)]
    [InlineData("receiver=slack", false)]
    [InlineData("receiver!=slack", true)]
    public void A_query_holds_for_an_event_or_not(string text, bool holds)
    {
        var query = EventQuery.Parse(text, Sample.Event.LastSeen).Query!;

        Assert.Equal(holds, EventPredicate.Of(query)(Sample));
    }

    [Fact]
    public void Every_field_can_be_read_of_every_event()
    {
        foreach (var field in QueryFields.All)
            Assert.NotNull(new FieldPath(field, field.IsMap ? "x" : null).Read(new AnalyzedEvent(new EnrichedEvent(new ClusterEvent(), ObjectFacts.Unknown), 0, 0)));
    }
}
