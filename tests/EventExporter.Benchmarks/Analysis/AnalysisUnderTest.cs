using System.Diagnostics;
using EventExporter.Backtest;
using EventExporter.Configuration.Model;
using EventExporter.Hosting;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Analysis.Correlation;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Benchmarks.Analysis;

/// <summary>The analysis of a configuration, put together as in service, with a clock that goes with the events.</summary>
internal sealed class AnalysisUnderTest : IDisposable
{
    private readonly ExporterMetrics _metrics = new();
    private readonly VirtualClock _clock = new(StormLoad.Start);
    private readonly EventInlet _inlet = new();
    private readonly IAnalyzer _analyzer;
    private readonly IBatchAnalyzer _together;
    private readonly DetectionParts _detection;
    private long _head;
    private long _saved;
    private (long Classify, long Correlate, long Detect) _spent;

    public AnalysisUnderTest(ExporterConfiguration configuration)
    {
        var nothingBefore = new ReplayedJournal();
        _analyzer = Composition.Analyzer(configuration);
        _together = Composition.Together(configuration, nothingBefore, _metrics);
        _detection = DetectionParts.Create(
            configuration, nothingBefore, _inlet, new ExporterSurroundings(_metrics, new HealthBoard(), NullLoggerFactory.Instance, _clock), activity: null);
    }

    public async Task<AnalysisCost> MeasureAsync(EnrichedEvent[] events, int batch)
    {
        _spent = default;
        using var process = Process.GetCurrentProcess();
        var (began, allocated) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes());
        await RunAsync(events, batch);
        process.Refresh();
        return new AnalysisCost(
            Each((process.TotalProcessorTime - began).TotalMicroseconds),
            Each(Stopwatch.GetElapsedTime(0, _spent.Classify).TotalMicroseconds),
            Each(Stopwatch.GetElapsedTime(0, _spent.Correlate).TotalMicroseconds),
            Each(Stopwatch.GetElapsedTime(0, _spent.Detect).TotalMicroseconds),
            Each(GC.GetTotalAllocatedBytes() - allocated));

        double Each(double total) => total / events.Length;
    }

    public async Task RunAsync(IEnumerable<EnrichedEvent> events, int batch)
    {
        foreach (var chunk in events.Chunk(batch))
            await TakeAsync(chunk);
    }

    public string Describe() => _together is IIncidentBook book
        ? $"{book.Open().Count:N0} incidents open, {book.Open().Sum(static incident => incident.Objects):N0} objects in them; {_saved / 1048576:N0} MiB of state saved"
        : "";

    public void Dispose() => _metrics.Dispose();

    private async Task TakeAsync(EnrichedEvent[] events)
    {
        _clock.AdvanceTo(events[^1].Event.ObservedAt);
        var started = Stopwatch.GetTimestamp();
        var analyzed = Array.ConvertAll(events, _analyzer.Analyze);
        var classified = Stopwatch.GetTimestamp();
        var together = _together.Analyze(analyzed);
        var correlated = Stopwatch.GetTimestamp();
        await FollowAsync(together.Events);
        _spent = (_spent.Classify + classified - started, _spent.Correlate + correlated - classified, _spent.Detect + Stopwatch.GetTimestamp() - correlated);
        _saved += together.State.Values.Sum(static part => part?.Length ?? 0);
    }

    private async Task FollowAsync(IReadOnlyList<AnalyzedEvent> events)
    {
        var batch = new JournalBatch(_head + 1, events);
        _head += events.Count;
        await _detection.Follower.FollowAsync(batch, CancellationToken.None);
        await _detection.Follower.TickAsync(_clock.GetUtcNow(), CancellationToken.None);
        while (_inlet.TryTake(out var item))
        {
            item.Committed?.TrySetResult();
            if (item.Found is { } found)
                _saved += found.State.Values.Sum(static part => part?.Length ?? 0);
        }
    }
}
