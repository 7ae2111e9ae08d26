using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using FsCheck;
using FsCheck.Fluent;
using Outcome = EventExporter.Pipeline.Delivery.Outcome;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

public class InhibitionTests
{
    private static readonly InhibitRule NodeDown = new(
        "node-down",
        static e => e.Event.Reason == "NodeNotReady" || e.Finding is IncidentFinding { Category: EventCategory.Node },
        static e => e.Event.InvolvedObject.Kind == "Pod",
        [GroupField.Find("node")!],
        TimeSpan.FromMinutes(10));

    private static readonly DeliveryOptions Options = QuietSome.Options(new QuietSettings { Inhibit = [NodeDown] });

    [Fact]
    public async Task Events_of_pods_on_a_node_that_is_down_are_held_back_and_no_others()
    {
        await using var harness = new Harness(Options);
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(Pod("a", "n1"), Node("n1"), Pod("b", "n1"), Pod("c", "n2"), Pod("d", ""));
        await Harness.UntilAsync(() => harness.Status.Pending == 0);
        Assert.Equal(["a", "n1", "c", "d"], told.Messages.Select(m => m.Event.InvolvedObject.Name));
        Assert.Equal((1, 1), (harness.Status.Inhibited, harness.Status.Held[HeldReason.Inhibited]));

        harness.Journal.Append(Pod("late", "n1", minutes: 9), Pod("later", "n1", minutes: 11));
        await Harness.UntilAsync(() => harness.Status.Pending == 0);
        Assert.Equal("later", told.Messages[^1].Event.InvolvedObject.Name);
        Assert.Equal(2, harness.Status.Inhibited);
    }

    [Fact]
    public async Task An_incident_goes_on_until_it_is_resolved_over_a_kill()
    {
        await using var first = new Harness(Options);
        first.Sink.Always = static _ => Outcome.Delivered();
        first.Start();
        first.Journal.Append(Incident("i1", IncidentState.Opened), Incident("i2", IncidentState.Opened));
        await first.KeptAsync();
        await first.PassAsync(TimeSpan.FromSeconds(2));

        var told = new Told();
        await using var second = new Harness(Options, first.Journal.Copy());
        second.Sink.Always = told.Take;
        second.Start();
        second.Journal.Append(Pod("a", "n1", minutes: 120), Incident("i1", IncidentState.Resolved), Pod("b", "n1", minutes: 121), Incident("i2", IncidentState.Resolved), Pod("c", "n1", minutes: 122));
        await Harness.UntilAsync(() => second.Status.Pending == 0);
        Assert.Equal(["n1", "n1", "c"], told.Messages.Select(m => m.Event.InvolvedObject.Name));
        Assert.Equal(2, second.Status.Inhibited);
    }

    [Fact]
    public void Only_what_a_rule_mutes_is_held_back_and_only_while_its_cause_goes_on() =>
        Prop.ForAll(Stories().ToArbitrary(), story => HoldsAsync(story).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static async Task<bool> HoldsAsync((bool IsNode, int Node, int Minutes)[] story)
    {
        await using var harness = new Harness(Options);
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        var (minutes, downUntil, expected, events) = (0, new int[3], new List<string>(), new List<AnalyzedEvent>());
        foreach (var (isNode, node, passed) in story)
        {
            minutes += passed;
            var name = isNode ? $"n{node}" : $"p{events.Count}";
            events.Add(isNode ? Node(name, minutes) : Pod(name, $"n{node}", minutes));
            if (isNode)
                downUntil[node] = minutes + 10;
            if (isNode || minutes >= downUntil[node])
                expected.Add(name);
        }

        harness.Journal.Append([.. events]);
        await Harness.UntilAsync(() => harness.Status.Pending == 0);
        return expected.SequenceEqual(told.Messages.Select(m => m.Event.InvolvedObject.Name)) && harness.Status.Inhibited == events.Count - expected.Count;
    }

    private static Gen<(bool IsNode, int Node, int Minutes)[]> Stories() =>
        (from isNode in Gen.Elements(true, false, false, false)
         from node in Gen.Choose(0, 2)
         from minutes in Gen.Choose(0, 6)
         select (isNode, node, minutes)).NonEmptyListOf().Select(static list => list.ToArray());

    private static AnalyzedEvent Pod(string name, string node, int minutes = 0) => On(Some.Event(name, observedAt: Some.Time.AddMinutes(minutes)), node);

    private static AnalyzedEvent Node(string name, int minutes = 0)
    {
        var analyzed = Some.Event(name, observedAt: Some.Time.AddMinutes(minutes));
        var occurrence = analyzed.Event with { Reason = "NodeNotReady", InvolvedObject = analyzed.Event.InvolvedObject with { Kind = "Node" } };
        return On(analyzed with { Enriched = analyzed.Enriched with { Event = occurrence } }, name);
    }

    private static AnalyzedEvent Incident(string id, IncidentState state) => Node("n1", minutes: 0) with
    {
        Enriched = new EnrichedEvent(Node("n1").Event with { Reason = FindingEvents.ReasonOf(state) }, ObjectFacts.Unknown),
        Finding = new IncidentFinding { Id = id, State = state, Category = EventCategory.Node, Node = "n1" },
    };

    private static AnalyzedEvent On(AnalyzedEvent analyzed, string node) =>
        analyzed with { Enriched = analyzed.Enriched with { Object = ObjectFacts.Unknown with { Node = node } } };
}
