using System.Threading.Channels;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Intake;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;

namespace EventExporter.Pipeline;

/// <summary>
/// The way of an event, stage by stage, up to the journal: source, enrichment, analysis, commit. What comes after, routes and receivers,
/// follows the journal by itself (<see cref="Delivery"/>). Between the stages stand bounded queues: a slow stage holds back the one
/// before it, never memory.
/// </summary>
internal sealed class EventPipeline(IEventSource source, IEnricher enricher, IAnalyzer analyzer, CommitLoop writer, IntakeOptions options, TimeProvider time)
{
    /// <summary>Runs until the source ends or <paramref name="stop"/>; returns when everything that was read is committed.</summary>
    /// <param name="abort">Gives up what is not yet committed: it will be read again, its position was not committed either.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var read = Channel.CreateBounded<SourceItem>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        var prepared = Channel.CreateBounded<PreparedBatch>(new BoundedChannelOptions(options.BatchesInFlight) { SingleReader = true, SingleWriter = true });

        var reading = ReadAsync(read.Writer, stop);
        var preparing = new BatchPreparer(enricher, analyzer, options, time).RunAsync(read.Reader, prepared.Writer, abort);
        var committing = writer.RunAsync(prepared.Reader, abort);
        await Task.WhenAll(reading, preparing, committing);
    }

    private async Task ReadAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        try
        {
            await source.RunAsync(output, stop);
            output.Complete();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            output.Complete();
        }
        catch (Exception failure)
        {
            output.Complete(failure);
            throw;
        }
    }
}
