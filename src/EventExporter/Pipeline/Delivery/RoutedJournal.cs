using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// The journal as receivers read it: each batch with its route decisions. Recent batches are kept, so that receivers which keep up
/// with the journal share one decision an event.
/// </summary>
internal sealed class RoutedJournal(IJournal journal, IRouter router)
{
    private const int Kept = 16;

    private readonly Lock _gate = new();
    private readonly RoutedBatch?[] _recent = new RoutedBatch?[Kept];
    private int _next;

    public IJournal Journal => journal;

    /// <summary>The next events after <paramref name="sequence"/>; see <see cref="IJournal.ReadAsync"/>.</summary>
    public async ValueTask<RoutedBatch> ReadAsync(long sequence, CancellationToken cancellation) =>
        Routed(await journal.ReadAsync(sequence, cancellation));

    private RoutedBatch Routed(JournalBatch batch)
    {
        lock (_gate)
        {
            foreach (var known in _recent)
            {
                if (known is not null && known.Batch.FirstSequence == batch.FirstSequence && known.Batch.Events.Count == batch.Events.Count)
                    return known;
            }

            var routed = new RoutedBatch(batch, router);
            _recent[_next] = routed;
            _next = (_next + 1) % Kept;
            return routed;
        }
    }
}
