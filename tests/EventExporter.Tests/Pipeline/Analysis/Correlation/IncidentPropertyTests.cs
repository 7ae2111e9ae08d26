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

/// <summary>What incidents promise, whatever happens in whatever order.</summary>
public sealed class IncidentPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Analyzer Analyzer = new(new Classifier());

    /// <summary>Reason, type, message, and how many seconds before it is told it happened: series are closed minutes later.</summary>
    private static readonly (string Kind, string Reason, string Type, string Message, int Late)[] Happenings =
    [
        ("Pod", "BackOff", "Warning", "Back-off restarting failed container app in pod x", 0),
        ("Pod", "BackOff", "Warning", "Back-off restarting failed container app in pod x", 400),
        ("Pod", "Failed", "Warning", "Failed to pull image \"web:1\": rpc error: code = NotFound desc = web:1: not found", 0),
        ("Pod", "Unhealthy", "Warning", "Readiness probe failed: HTTP probe failed with statuscode: 500", 0),
        ("Pod", "Unhealthy", "Warning", "Liveness probe failed: HTTP probe failed with statuscode: 500", 0),
        ("Pod", "Started", "Normal", "Started container app", 0),
        ("Pod", "Pulled", "Normal", "Successfully pulled image \"web:1\"", 0),
        ("Pod", "Killing", "Normal", "Stopping container app", 0),
        ("Node", "NodeNotReady", "Normal", "Node status is now: NodeNotReady", 0),
        ("Node", "NodeReady", "Normal", "Node status is now: NodeReady", 0),
        ("Node", "RemovingNode", "Normal", "Removing Node from Controller", 0),
    ];

    [Fact]
    public void What_is_resolved_is_not_told_of_again_without_a_new_occurrence_of_its_trouble() => Prop.ForAll(Stories().ToArbitrary(), story =>
    {
        using var metrics = new ExporterMetrics();
        var correlator = new Correlator(new IncidentSettings(), metrics);
        var resolved = new Dictionary<string, (string Root, bool IsBack)>(StringComparer.Ordinal);
        foreach (var (happening, thing, at) in Timed(story))
        {
            foreach (var found in correlator.Tick(at).Events)
                See(found, resolved);
            var e = Event(happening, thing, at);
            foreach (var (id, (root, _)) in resolved.Where(r => r.Value.Root == e.InvolvedObject.Name && IsTrouble(e)).ToList())
                resolved[id] = (root, true);
            foreach (var found in correlator.Analyze([Analyze(e)]).Events.Skip(1))
                See(found, resolved);
        }

        var end = Timed(story).Last().At;
        for (var hours = 1; hours < 60; hours++)
        {
            foreach (var found in correlator.Tick(end.AddHours(hours)).Events)
                See(found, resolved);
        }

        Assert.Empty(correlator.Open());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Memory_and_state_stay_within_bounds_whatever_floods_in() => Prop.ForAll(Stories().ToArbitrary(), Gen.Choose(20, 60).ToArbitrary(), (story, bound) =>
    {
        using var metrics = new ExporterMetrics();
        using var gauges = new Gauges(metrics.Meter);
        var correlator = new Correlator(new IncidentSettings { MaxObjects = bound, MaxIncidents = bound }, metrics);
        var saved = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var thing = 0;
        foreach (var (happening, _, at) in Timed(story))
        {
            // Each happens to things that nobody has heard of before.
            var flood = Enumerable.Range(0, 15).Select(_ => Analyze(Event(happening, thing++, at))).ToArray();
            Save(saved, correlator.Analyze(flood).State);
            Assert.InRange(gauges.Read("event_exporter_incidents_objects"), 0, bound);
            Assert.InRange(saved.Count, 0, bound);
            Assert.True(gauges.Read("event_exporter_incidents_open") <= saved.Count);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Restarts_at_any_time_neither_lose_an_incident_nor_open_one_twice() => Prop.ForAll(
        Gen.Elements<Func<Storm>>(() => new RegistryFailure(), () => new NodeLoss(), () => new LeakingMemory(), () => new FlappingProbe()).ToArbitrary(),
        Gen.Choose(1, 1000).ToArbitrary(),
        Gen.Choose(2, 30).ToArbitrary(),
        (make, seed, every) =>
        {
            var storm = make();
            var events = StormRecording.Events(StormRecording.Play(storm, seed, storm.Length)).Select(Analyzer.Analyze).Chunk(11).ToList();
            var random = new Random(seed);
            var (whole, restarted) = (Run(events, static () => false), Run(events, () => random.Next(every) == 0));
            Assert.Equal(Ends(whole), Ends(restarted));
            Assert.All(restarted.GroupBy(static found => found.Event.Identity), static same => Assert.Single(same));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    private static Gen<(int Happening, int Thing, int Seconds)[]> Stories() =>
        (from happening in Gen.Choose(0, Happenings.Length - 1)
         from thing in Gen.Choose(0, 2)
         from repeated in Gen.Frequency((4, Gen.Constant(1)), (3, Gen.Choose(3, 12)))
         from seconds in Gen.Frequency((6, Gen.Choose(0, 30)), (2, Gen.Choose(30, 600)), (1, Gen.Choose(600, 6000)))
         select Enumerable.Range(0, repeated).Select(i => (happening, thing, i == 0 ? seconds : 10)))
        .NonEmptyListOf().Select(static steps => steps.SelectMany(static step => step).ToArray());

    private static IEnumerable<((string Kind, string Reason, string Type, string Message, int Late) Happening, int Thing, DateTimeOffset At)> Timed((int Happening, int Thing, int Seconds)[] story)
    {
        var at = Start;
        foreach (var (happening, thing, seconds) in story)
        {
            at = at.AddSeconds(seconds);
            yield return (Happenings[happening], thing, at);
        }
    }

    private static void See(AnalyzedEvent found, Dictionary<string, (string Root, bool IsBack)> resolved)
    {
        var incident = (IncidentFinding)found.Finding!;
        if (incident.State == IncidentState.Resolved)
            resolved[incident.Id] = (incident.Root.Name, false);
        else if (resolved.Remove(incident.Id, out var before))
            Assert.True(before.IsBack, $"{found.Event.Reason} of {incident.Title} at {found.Event.LastSeen:HH:mm:ss}, and nothing new had happened");
    }

    private static bool IsTrouble(ClusterEvent e) => e.Type == "Warning" || e.Reason == "NodeNotReady";

    private static AnalyzedEvent Analyze(ClusterEvent e) =>
        Analyzer.Analyze(new EnrichedEvent(e, ObjectFacts.Unknown with { Node = e.InvolvedObject.Kind == "Node" ? e.InvolvedObject.Name : "" }));

    private static ClusterEvent Event((string Kind, string Reason, string Type, string Message, int Late) happening, int thing, DateTimeOffset at)
    {
        var name = $"{happening.Kind.ToLowerInvariant()}{thing}";
        return new ClusterEvent
        {
            Reason = happening.Reason,
            Type = happening.Type,
            Message = happening.Message,
            Uid = $"{name}-{happening.Reason}",
            ResourceVersion = $"{at.UtcTicks}",
            FirstTimestamp = at.AddSeconds(-happening.Late),
            LastTimestamp = at.AddSeconds(-happening.Late),
            ObservedAt = at,
            SourceComponent = "kubelet",
            InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = happening.Kind, Namespace = happening.Kind == "Pod" ? "shop" : "", Name = name },
        };
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

    private static List<AnalyzedEvent> Run(List<AnalyzedEvent[]> batches, Func<bool> restarts)
    {
        using var metrics = new ExporterMetrics();
        var saved = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var told = new List<AnalyzedEvent>();
        var correlator = new Correlator(new IncidentSettings(), metrics);
        foreach (var batch in batches)
        {
            var analyzed = correlator.Analyze(batch);
            told.AddRange(analyzed.Events.Skip(batch.Length));
            Save(saved, analyzed.State);
            if (restarts())
                correlator = new Correlator(new IncidentSettings(), metrics, [.. saved.OrderBy(static part => part.Key, StringComparer.Ordinal)]);
        }

        return told;
    }

    /// <summary>Each incident, what it was about, its cause, and how it ended.</summary>
    private static List<string> Ends(List<AnalyzedEvent> told) =>
        [.. told.Select(static found => (IncidentFinding)found.Finding!).GroupBy(static finding => finding.Id).Select(static of => of.Last()).Select(static last => $"{last.Root.Name} {last.Rule} {last.State}").Order(StringComparer.Ordinal)];

    private sealed class Gauges : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);

        public Gauges(Meter meter)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => _values[instrument.Name] = value);
            _listener.Start();
        }

        public int Read(string name)
        {
            _listener.RecordObservableInstruments();
            return _values[name];
        }

        public void Dispose() => _listener.Dispose();
    }
}
