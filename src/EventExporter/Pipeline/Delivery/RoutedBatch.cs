using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Pipeline.Delivery;

/// <summary>A journal batch with the route decision of each of its events, made once for all receivers by the first that asks.</summary>
internal sealed class RoutedBatch(JournalBatch batch, IRouter router)
{
    private readonly Lock _gate = new();
    private ReceiverSet[]? _targets;

    public JournalBatch Batch => batch;

    public ReceiverSet[] Targets
    {
        get
        {
            lock (_gate)
                return _targets ??= Route();
        }
    }

    private ReceiverSet[] Route()
    {
        var targets = new ReceiverSet[batch.Events.Count];
        for (var i = 0; i < targets.Length; i++)
            targets[i] = router.Route(batch.Events[i]);
        return targets;
    }
}
