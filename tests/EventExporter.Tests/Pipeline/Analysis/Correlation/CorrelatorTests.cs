using System.Diagnostics.Metrics;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Analysis.Correlation;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.SampleCluster.Scenarios.Storms;
using EventExporter.Telemetry;
using EventExporter.Tests.Pipeline.Analysis.Correlation.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Analysis.Correlation;

public sealed class CorrelatorTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Analyzer Analyzer = new(new Classifier());

    private readonly ExporterMetrics _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void A_restart_at_any_point_changes_nothing_that_is_told()
    {
        var events = StormRecording.Events(StormRecording.Play(new RegistryFailure(), 3, TimeSpan.FromMinutes(30))).Select(Analyzer.Analyze).Chunk(7).ToList();
        var expected = Run(events, restartAfter: _ => false);
        Assert.True(expected.Count >= 3);

        Assert.Equal(expected, Run(events, restartAfter: batch => batch % 5 == 4));
    }

    [Fact]
    public void What_is_resolved_is_silent_until_it_happens_again()
    {
        var correlator = new Correlator(new IncidentSettings(), _metrics);
        var first = Feed(correlator, Crash("web-1", 0, 10));
        Assert.Equal([FindingEvents.IncidentOpened], first.Select(f => f.Event.Reason));

        var quiet = Enumerable.Range(1, 24 * 60).SelectMany(minute => correlator.Tick(Start.AddMinutes(minute)).Events).ToList();
        Assert.Equal([FindingEvents.IncidentResolved], quiet.Select(f => f.Event.Reason));

        var again = Feed(correlator, Crash("web-1", 25 * 60 * 60, 10));
        Assert.Equal([FindingEvents.IncidentOpened], again.Select(f => f.Event.Reason));
        Assert.NotEqual(first[0].Incident, again[0].Incident);
    }

    [Fact]
    public void What_comes_back_soon_is_the_same_incident()
    {
        var correlator = new Correlator(new IncidentSettings(), _metrics);
        var first = Feed(correlator, Crash("web-1", 0, 10));
        var resolved = Enumerable.Range(1, 20).SelectMany(minute => correlator.Tick(Start.AddMinutes(minute)).Events).ToList();
        var again = Feed(correlator, Crash("web-1", 25 * 60, 10));

        Assert.Equal(FindingEvents.IncidentResolved, Assert.Single(resolved).Event.Reason);
        Assert.Equal(first[0].Incident, again[0].Incident);
        Assert.Equal(first[0].Event.Uid, again[0].Event.Uid);
        Assert.Equal(1, ((IncidentFinding)again[0].Finding!).Reopened);
    }

    [Fact]
    public void An_incident_counts_every_occurrence_once() => Prop.ForAll<int[]>(numbers =>
    {
        using var metrics = new ExporterMetrics();
        var correlator = new Correlator(new IncidentSettings(), metrics);
        var deltas = numbers.Select(n => (n & 15) + 1).Prepend(4).ToArray();
        Feed(correlator, deltas.Select((delta, i) => Event("BackOff", "Warning", "web-1", "Back-off restarting failed container app in pod web-1", i * 10) with { Delta = delta, Count = 100 }));
        return correlator.Open() is [var only] && only.Count == deltas.Sum();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Events_of_an_incident_carry_its_id_and_others_do_not()
    {
        var correlator = new Correlator(new IncidentSettings(), _metrics);
        var events = Crash("web-1", 0, 10).Append(Event("Scheduled", "Normal", "other-1", "Successfully assigned shop/other-1 to node-a", 95)).Select(Analyze).ToArray();

        var analyzed = correlator.Analyze(events).Events;

        var id = analyzed[^1].Incident;
        Assert.StartsWith("inc-", id, StringComparison.Ordinal);
        Assert.Equal(id, analyzed[9].Incident);
        Assert.Equal("", analyzed[10].Incident);
        Assert.Equal(events.Select(e => e.Event.Identity), analyzed.Take(events.Length).Select(e => e.Event.Identity));
    }

    [Fact]
    public void A_flood_of_objects_in_trouble_stays_within_bounds_and_the_oldest_go_first()
    {
        using var given = new Counted(_metrics.Meter, "event_exporter_incidents_given_up");
        var correlator = new Correlator(new IncidentSettings { MaxObjects = 1000, MaxIncidents = 1000 }, _metrics);
        for (var i = 0; i < 3000; i++)
            Feed(correlator, Crash($"app{i}", i / 10, 4));

        var open = correlator.Open();
        Assert.InRange(open.Count, 900, 1000);
        Assert.Contains(open, o => o.Root.Name == "app2999");
        Assert.DoesNotContain(open, o => o.Root.Name == "app0");
        Assert.True(given.Total >= 2000);
        Assert.Contains(correlator.Resolved(), r => r.Change.Contains("too many", StringComparison.Ordinal));
    }

    [Fact]
    public void A_node_that_is_taken_away_on_purpose_is_no_incident()
    {
        var correlator = new Correlator(new IncidentSettings(), _metrics);
        var found = Feed(correlator, [
            NodeEvent("ScaleDown", 0),
            NodeEvent("NodeNotReady", 60),
            NodeEvent("RemovingNode", 90)]);

        Assert.Empty(found);
        Assert.Equal(FindingEvents.IncidentOpened, Assert.Single(Feed(correlator, [NodeEvent("NodeNotReady", 100) with { InvolvedObject = new ObjectReference { Kind = "Node", Name = "node-b" } }])).Event.Reason);
    }

    [Fact]
    public void Whom_classification_calls_harmless_is_left_alone()
    {
        var correlator = new Correlator(new IncidentSettings(), _metrics);
        var harmless = Crash("web-1", 0, 20).Select(e => Analyze(e) with { Severity = Severity.Info }).ToArray();

        Assert.Equal(harmless.Length, correlator.Analyze(harmless).Events.Count);
    }

    [Fact]
    public void An_event_about_one_of_many_objects_writes_a_page_and_all_of_them_survive_a_restart()
    {
        var saved = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var correlator = new Correlator(new IncidentSettings(), _metrics);
        var pods = (from a in "bcdfg" from b in "hjklm" from c in "npqrs" select $"web-6d5f8c9b7d-{a}{b}{c}xx").ToList();
        for (var time = 0; time < 5; time++)
        {
            foreach (var pod in pods)
                Save(saved, correlator.Analyze([.. Crash(pod, time * 10, 1).Select(Analyze)]).State);
        }

        Assert.Equal(1 + ((pods.Count - 1) / MemberPages.Size), saved.Count);
        var last = correlator.Analyze([.. Crash(pods[^1], 60, 1).Select(Analyze)]).State;
        Save(saved, last);
        Assert.Equal(2, last.Count);

        var restarted = new Correlator(new IncidentSettings(), _metrics, [.. saved.OrderBy(static part => part.Key, StringComparer.Ordinal)]);
        Assert.Equal(pods.Count, Assert.Single(restarted.Open()).Objects);
        Save(saved, restarted.Analyze([.. pods.SelectMany(pod => Crash(pod, 70, 1)).Select(Analyze)]).State);
        Assert.Equal(pods.Count, Assert.Single(restarted.Open()).Objects);

        for (var hours = 1; hours < 3; hours++)
            Save(saved, restarted.Tick(Start.AddHours(hours)).State);
        Assert.Empty(saved);
    }

    [Fact]
    public void No_part_of_a_state_that_is_damaged_keeps_it_from_starting()
    {
        var correlator = new Correlator(new IncidentSettings(), _metrics);
        var state = correlator.Analyze([.. Crash("web-1", 0, 10).Select(Analyze)]).State;
        var (part, data) = Assert.Single(state);
        for (var length = 0; length < data!.Length; length += 3)
            Assert.Empty(new Correlator(new IncidentSettings(), _metrics, [new(part, data[..length])]).Open());
        Assert.Single(new Correlator(new IncidentSettings(), _metrics, [new(part, data)]).Open());
    }

    private List<string> Run(List<AnalyzedEvent[]> batches, Func<int, bool> restartAfter)
    {
        var saved = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var told = new List<string>();
        var correlator = new Correlator(new IncidentSettings(), _metrics);
        for (var i = 0; i < batches.Count; i++)
        {
            var analyzed = correlator.Analyze(batches[i]);
            told.AddRange(analyzed.Events.Skip(batches[i].Length).Select(f => $"{f.Event.Reason} {f.Event.Identity} {f.Severity} {((IncidentFinding)f.Finding!).Title}"));
            Save(saved, analyzed.State);
            if (restartAfter(i))
                correlator = new Correlator(new IncidentSettings(), _metrics, [.. saved.OrderBy(s => s.Key, StringComparer.Ordinal)]);
        }

        return told;
    }

    private static void Save(Dictionary<string, byte[]> saved, IReadOnlyDictionary<string, byte[]?> state)
    {
        foreach (var (part, data) in state)
        {
            if (data is null)
                saved.Remove(part);
            else
                saved[part] = data;
        }
    }

    private static List<AnalyzedEvent> Feed(Correlator correlator, IEnumerable<ClusterEvent> events) =>
        [.. events.SelectMany(e => correlator.Analyze([Analyze(e)]).Events.Skip(1))];

    private static AnalyzedEvent Analyze(ClusterEvent e) => Analyzer.Analyze(new EnrichedEvent(e, ObjectFacts.Unknown));

    private static IEnumerable<ClusterEvent> Crash(string pod, int from, int times) =>
        Enumerable.Range(0, times).Select(i => Event("BackOff", "Warning", pod, $"Back-off restarting failed container app in pod {pod}_shop", from + (i * 10)) with { Count = i + 1 });

    private static ClusterEvent NodeEvent(string reason, int second) =>
        Event(reason, "Normal", "node-a", $"Node node-a status is now: {reason}", second) with { InvolvedObject = new ObjectReference { Kind = "Node", Name = "node-a" } };

    private static ClusterEvent Event(string reason, string type, string pod, string message, int second) => new()
    {
        Reason = reason,
        Type = type,
        Message = message,
        Uid = $"uid-{pod}-{reason}",
        ResourceVersion = $"{second}",
        FirstTimestamp = Start.AddSeconds(second),
        LastTimestamp = Start.AddSeconds(second),
        ObservedAt = Start.AddSeconds(second + 1),
        SourceComponent = "kubelet",
        InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = "shop", Name = pod },
    };

    private sealed class Counted : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Counted(Meter meter, string name)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter && instrument.Name == name)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Total += value);
            _listener.Start();
        }

        public long Total { get; private set; }

        public void Dispose() => _listener.Dispose();
    }
}
