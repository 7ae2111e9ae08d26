using System.Threading.Channels;

namespace EventExporter.SampleCluster.Storage;

/// <summary>The changes of one kind from a version on, in order and without a hole. Disposing it ends it.</summary>
public sealed class StoreSubscription : IDisposable
{
    private readonly ObjectStore _store;
    private readonly Channel<StoreChange> _changes =
        Channel.CreateUnbounded<StoreChange>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    internal StoreSubscription(ObjectStore store, string storageName, long after)
    {
        _store = store;
        StorageName = storageName;
        After = after;
    }

    public ChannelReader<StoreChange> Changes => _changes.Reader;

    internal string StorageName { get; }

    internal long After { get; }

    public void Dispose() => _store.Unsubscribe(this);

    internal void Offer(StoreChange change)
    {
        if (change.Version > After)
            _changes.Writer.TryWrite(change);
    }

    internal void Complete() => _changes.Writer.TryComplete();
}
