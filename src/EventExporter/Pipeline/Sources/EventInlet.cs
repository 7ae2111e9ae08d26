using System.Threading.Channels;

namespace EventExporter.Pipeline.Sources;

/// <summary>
/// Where events come in that no watch brings: posted over HTTP, or found by the exporter itself. They take the same way as all others,
/// and whoever hands them in learns when they are in the journal.
/// </summary>
internal sealed class EventInlet : IEventSource
{
    private readonly Channel<SourceItem> _items = Channel.CreateBounded<SourceItem>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        await foreach (var item in _items.Reader.ReadAllAsync(stop))
            await output.WriteAsync(item, stop);
    }

    /// <summary>
    /// Completes when all of <paramref name="items"/> are committed to the journal. Waits for room. Throws <see cref="InletClosedException"/>
    /// if the exporter ends before that: they may or may not be in the journal then, and the same ones may be handed in again.
    /// </summary>
    public async Task SubmitAsync(IReadOnlyList<SourceItem> items, CancellationToken cancellation)
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            foreach (var item in items)
                await _items.Writer.WriteAsync(item, cancellation);
            // Commits keep the order: when this one is through, those before it are.
            await _items.Writer.WriteAsync(new SourceItem(null, null, null, null) { Committed = committed }, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new InletClosedException();
        }

        var first = await Task.WhenAny(committed.Task, _ended.Task).WaitAsync(cancellation);
        if (first != committed.Task && !committed.Task.IsCompleted)
            throw new InletClosedException();
    }

    /// <summary>Completes when everything that was handed in so far, here and by sources beside it that have ended, is committed.</summary>
    public Task FlushAsync(CancellationToken cancellation) => SubmitAsync([], cancellation);

    /// <summary>For who runs no pipeline: the next item, if there is one.</summary>
    public bool TryTake(out SourceItem item) => _items.Reader.TryRead(out item);

    /// <summary>For who runs no pipeline: completes when there is an item, or never will be.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _items.Reader.WaitToReadAsync(cancellation).AsTask();

    /// <summary>Nothing more comes in; what has come in is passed on.</summary>
    public void Close() => _items.Writer.TryComplete();

    /// <summary>The pipeline has ended: whoever still waits learns so.</summary>
    public void End()
    {
        Close();
        _ended.TrySetResult();
    }
}
