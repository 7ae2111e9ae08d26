using System.Threading.Channels;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Intake;

/// <summary>
/// Analyses batches in order and commits them. While the journal cannot be written it tries again and everything before it waits: the watch
/// position is part of the commit, so what waits here is not lost even if the process ends. A batch is analysed once, whatever happens to
/// its commit: what was found is part of it.
/// </summary>
internal sealed class CommitLoop(
    IJournal journal, IBatchAnalyzer analyzer, ExporterMetrics metrics, HealthBoard health, TimeProvider time, ILogger<CommitLoop> log)
{
    /// <summary>How often the analysis learns that time has passed although no event came.</summary>
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public async Task RunAsync(ChannelReader<PreparedBatch> input, CancellationToken abort)
    {
        using var timer = new PeriodicTimer(TickInterval, time);
        var tick = timer.WaitForNextTickAsync(abort).AsTask();
        for (var ready = Ready(); ; ready = Ready())
        {
            // Where events wait to be analysed the time that counts is theirs, not the clock's.
            while (await Task.WhenAny(ready, tick) == tick && !ready.IsCompleted)
            {
                await CommitAsync(analyzer.Tick(time.GetUtcNow()), abort);
                tick = timer.WaitForNextTickAsync(abort).AsTask();
            }

            if (!await ready)
                return;
            while (input.TryRead(out var batch))
                await CommitAsync(batch, abort);
            if (tick.IsCompleted)
                tick = timer.WaitForNextTickAsync(abort).AsTask();
        }

        Task<bool> Ready() => input.WaitToReadAsync(abort).AsTask();
    }

    private async Task CommitAsync(PreparedBatch batch, CancellationToken abort)
    {
        var events = await batch.Events;
        var analyzed = WithFound(analyzer.Analyze(events), batch.Found);
        await CommitAsync(
            new JournalCommit { Events = analyzed.Events, Seen = batch.Seen, Positions = batch.Positions, Gaps = batch.Gaps, State = analyzed.State }, abort);
        metrics.Received.Add(events.Length);
        metrics.Gaps.Add(batch.Gaps.Count);
        foreach (var waiting in batch.Waiting)
            waiting.TrySetResult();
    }

    /// <summary>What followers of the journal have found goes along with their state.</summary>
    private static AnalyzedBatch WithFound(AnalyzedBatch analyzed, IReadOnlyList<FoundEvents> found)
    {
        if (found.Count == 0)
            return analyzed;
        var state = new Dictionary<string, byte[]?>(analyzed.State);
        foreach (var (part, data) in found.SelectMany(f => f.State))
            state[part] = data;
        return new AnalyzedBatch([.. analyzed.Events, .. found.SelectMany(f => f.Events)], state);
    }

    private Task CommitAsync(AnalyzedBatch found, CancellationToken abort) =>
        found.IsEmpty ? Task.CompletedTask : CommitAsync(new JournalCommit { Events = found.Events, State = found.State }, abort);

    private async Task CommitAsync(JournalCommit commit, CancellationToken abort)
    {
        for (var wait = FirstWait; ; wait = wait * 2 > LongestWait ? LongestWait : wait * 2)
        {
            try
            {
                await journal.AppendAsync(commit, abort);
                if (wait > FirstWait)
                    log.LogInformation("The journal can be written again.");
                health.Report("journal", HealthState.Ok);
                return;
            }
            catch (JournalUnavailableException failure)
            {
                health.Report("journal", HealthState.Failed, failure.Message);
                if (wait == FirstWait)
                    log.LogError("{Problem} Nothing is lost: reading events waits until it can be written.", failure.Message);
                await Task.Delay(wait, time, abort);
            }
        }
    }
}
