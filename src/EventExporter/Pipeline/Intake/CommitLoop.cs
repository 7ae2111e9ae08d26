using System.Threading.Channels;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Intake;

/// <summary>
/// Commits batches in order. While the journal cannot be written it tries again and everything before it waits: the watch position is
/// part of the commit, so what waits here is not lost even if the process ends.
/// </summary>
internal sealed class CommitLoop(IJournal journal, ExporterMetrics metrics, HealthBoard health, TimeProvider time, ILogger<CommitLoop> log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public async Task RunAsync(ChannelReader<PreparedBatch> input, CancellationToken abort)
    {
        await foreach (var batch in input.ReadAllAsync(abort))
        {
            var events = await batch.Events;
            await CommitAsync(new JournalCommit { Events = events, Seen = batch.Seen, Positions = batch.Positions, Gaps = batch.Gaps }, abort);
            metrics.Received.Add(events.Length);
            metrics.Gaps.Add(batch.Gaps.Count);
            foreach (var waiting in batch.Waiting)
                waiting.TrySetResult();
        }
    }

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
