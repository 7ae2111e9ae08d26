using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Analysis.Correlation;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.SampleCluster.Scenarios.Storms;
using EventExporter.Telemetry;

namespace EventExporter.Tests.Pipeline.Analysis.Correlation.Support;

/// <summary>What the analysis made of a storm.</summary>
internal sealed class StormOutcome
{
    private static readonly Analyzer Analyzer = new(new Classifier());

    private StormOutcome(int events, IReadOnlyList<AnalyzedEvent> findings, IReadOnlyList<StormTruth> truth)
    {
        (EventCount, Findings, Truth) = (events, findings, truth);
        Last = [.. findings.Select(f => (IncidentFinding)f.Finding!).GroupBy(f => f.Id).Select(g => g.Last())];
    }

    public int EventCount { get; }

    public IReadOnlyList<AnalyzedEvent> Findings { get; }

    public IReadOnlyList<StormTruth> Truth { get; }

    /// <summary>Each incident as it was told of last.</summary>
    public IReadOnlyList<IncidentFinding> Last { get; }

    public static StormOutcome Of(Storm storm, int seed) => Of(StormRecording.Events(StormRecording.Play(storm, seed, storm.Length)), () => storm.Truth);

    public static StormOutcome Of(IEnumerable<EnrichedEvent> events, Func<IReadOnlyList<StormTruth>>? truth = null)
    {
        using var metrics = new ExporterMetrics();
        var correlator = new Correlator(new IncidentSettings(), metrics);
        var found = new List<AnalyzedEvent>();
        var count = 0;
        foreach (var batch in events.Chunk(50))
        {
            count += batch.Length;
            found.AddRange(correlator.Analyze(Array.ConvertAll(batch, Analyzer.Analyze)).Events.Skip(batch.Length));
        }

        return new StormOutcome(count, found, truth?.Invoke() ?? []);
    }

    /// <summary>How often somebody is interrupted for it: when it begins, or begins again, and when it is over. The rest amends what was said.</summary>
    public int Notifications(string id) => Findings.Count(f => f.Incident == id && f.Event.Reason is FindingEvents.IncidentOpened or FindingEvents.IncidentResolved && f.Incident == id);

    public string Describe(string name) => string.Join('\n', (string[])
    [
        $"{name}: {EventCount} events. {string.Join("; ", Truth.Select(t => $"{t.At:mm\\:ss} {t.What} ({t.Cause})"))}",
        .. Findings.Select(f => $"  {f.Event.LastSeen:HH:mm:ss} {f.Event.Reason} {((IncidentFinding)f.Finding!).Rule}: {f.Event.Message}"),
    ]);
}
