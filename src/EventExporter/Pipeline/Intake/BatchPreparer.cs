using System.Threading.Channels;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sources;

namespace EventExporter.Pipeline.Intake;

/// <summary>Gathers items into batches and starts their enrichment and analysis; several batches may wait for lookups at once, order is kept.</summary>
internal sealed class BatchPreparer(IEnricher enricher, IAnalyzer analyzer, IntakeOptions options, TimeProvider time)
{
    public async Task RunAsync(ChannelReader<SourceItem> input, ChannelWriter<PreparedBatch> output, CancellationToken abort)
    {
        try
        {
            while (await input.WaitToReadAsync(abort))
            {
                var batch = await GatherAsync(input, abort);
                var events = PrepareAsync(batch, abort);
                await output.WriteAsync(new PreparedBatch(events, batch.Seen, batch.Positions, batch.Gaps) { Found = batch.Found, Waiting = batch.Waiting }, abort);
            }

            output.Complete();
        }
        catch (Exception failure)
        {
            output.Complete(failure);
            throw;
        }
    }

    private async Task<IntakeBatch> GatherAsync(ChannelReader<SourceItem> input, CancellationToken abort)
    {
        var batch = new IntakeBatch();
        Take(input, batch);
        if (batch.Weight >= options.BatchSize || options.Linger == TimeSpan.Zero || input.Completion.IsCompleted)
            return batch;
        // One wait for the whole batch instead of one for each event keeps a trickle of events cheap.
        await Task.WhenAny(Task.Delay(options.Linger, time, abort), input.Completion);
        Take(input, batch);
        return batch;
    }

    private void Take(ChannelReader<SourceItem> input, IntakeBatch batch)
    {
        while (batch.Weight < options.BatchSize && input.TryRead(out var item))
            batch.Add(item);
    }

    private async Task<AnalyzedEvent[]> PrepareAsync(IntakeBatch batch, CancellationToken abort)
    {
        if (batch.Events.Count == 0)
            return [];
        var enriched = batch.Carried.TrueForAll(facts => facts is null)
            ? await enricher.EnrichAsync(batch.Events, abort)
            : await EnrichOthersAsync(batch, abort);
        return Array.ConvertAll(enriched, analyzer.Analyze);
    }

    /// <summary>Records that carry their object's facts keep them; only the others are looked up.</summary>
    private async Task<EnrichedEvent[]> EnrichOthersAsync(IntakeBatch batch, CancellationToken abort)
    {
        var others = batch.Events.Where((_, index) => batch.Carried[index] is null).ToList();
        var enriched = others.Count > 0 ? await enricher.EnrichAsync(others, abort) : [];
        var next = 0;
        return [.. batch.Events.Select((occurrence, index) =>
            batch.Carried[index] is { } facts ? new EnrichedEvent(occurrence, WithNode(facts, occurrence)) : enriched[next++])];
    }

    private static ObjectFacts WithNode(ObjectFacts facts, ClusterEvent occurrence) =>
        facts.Node.Length == 0 && EventNode.Of(occurrence) is { Length: > 0 } node ? facts with { Node = node } : facts;
}
