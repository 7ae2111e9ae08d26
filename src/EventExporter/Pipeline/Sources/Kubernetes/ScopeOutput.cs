using System.Threading.Channels;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>
/// The items of one scope on their way to the pipeline, and the position that goes with them. A full pipeline makes writing wait: the API
/// server then holds the rest back, which is safe for as long as it keeps the events.
/// </summary>
/// <remarks>
/// Whatever changes the seen-set carries its position and is committed with it, so that after a restart nothing is read twice: an event
/// that came and expired in between could not be told from a new one.
/// </remarks>
internal sealed class ScopeOutput(string scope, ChannelWriter<SourceItem> output, TimeProvider time)
{
    /// <summary>How often a version is worth an item of its own while nothing happens but changes of metadata.</summary>
    private static readonly TimeSpan EmptyMoves = TimeSpan.FromSeconds(1);

    private DateTimeOffset _writtenAt = DateTimeOffset.MinValue;
    private bool _isPending;

    /// <summary>The version reached; null before the first list is done.</summary>
    public string? Version { get; private set; }

    /// <summary>When <see cref="Version"/> was reached.</summary>
    public DateTimeOffset MovedAt { get; private set; }

    public void Resume(WatchPosition position) => (Version, MovedAt) = (position.ResourceVersion, position.At);

    public ValueTask WriteAsync(SourceItem item, CancellationToken stop) => output.TryWrite(item) ? default : output.WriteAsync(item, stop);

    /// <summary>A line of the watch: what it says, if anything, and that the version is reached once that is committed.</summary>
    public ValueTask MoveAsync(string version, ClusterEvent? @event, SeenEntry? seen, CancellationToken stop)
    {
        (Version, MovedAt, _isPending) = (version, time.GetUtcNow(), true);
        return @event is null && seen is null && MovedAt - _writtenAt < EmptyMoves
            ? default
            : WriteAsync(new SourceItem(@event, seen, TakePosition(), null), stop);
    }

    /// <summary>Everything up to this version has been written.</summary>
    public ValueTask SetAsync(string version, CancellationToken stop) => SetAsync(version, time.GetUtcNow(), stop);

    /// <summary>The last version, if it was not yet written.</summary>
    public ValueTask FlushAsync(CancellationToken stop) => _isPending ? SetAsync(Version!, MovedAt, stop) : default;

    private ValueTask SetAsync(string version, DateTimeOffset at, CancellationToken stop)
    {
        (Version, MovedAt) = (version, at);
        return WriteAsync(new SourceItem(null, null, TakePosition(), null), stop);
    }

    private WatchPosition TakePosition()
    {
        (_writtenAt, _isPending) = (MovedAt, false);
        return new WatchPosition(scope, Version!, MovedAt);
    }
}
