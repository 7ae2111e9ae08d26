using System.Text;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks;

/// <summary>
/// The documents of a batch, one after another in one buffer. Those that cannot be rendered are left out; their outcome is known already.
/// </summary>
internal sealed class RenderedBatch : IDisposable
{
    // Enough to see what was sent; dead letters keep the event itself too.
    private const int LongestPayload = 32 * 1024;

    private readonly Outcome?[] _failed;
    private readonly List<Document> _documents;

    /// <param name="before">Writes what comes in front of each document.</param>
    /// <param name="after">Bytes behind each document, such as a line break.</param>
    public RenderedBatch(IReadOnlyList<DeliveryItem> items, IEventRenderer renderer, Action<PooledBuffer, AnalyzedEvent>? before = null, byte[]? after = null)
    {
        _failed = new Outcome?[items.Count];
        _documents = new List<Document>(items.Count);
        for (var i = 0; i < items.Count; i++)
            Render(items[i], i, renderer, before, after);
    }

    public PooledBuffer Buffer { get; } = new();

    /// <summary>The documents that could be rendered, in order.</summary>
    public IReadOnlyList<Document> Documents => _documents;

    public ReadOnlyMemory<byte> Bytes(Document document) => Buffer.Written.Slice(document.Start, document.Length);

    public string Payload(Document document)
    {
        var bytes = Bytes(document).Span;
        return bytes.Length <= LongestPayload ? Encoding.UTF8.GetString(bytes) : Encoding.UTF8.GetString(bytes[..LongestPayload]) + "... (cut)";
    }

    /// <summary>The payload where the document went alone; where it was one of several, the loop will send it alone before it is given up.</summary>
    public string? PayloadIfAlone(Document document) => _documents.Count == 1 ? Payload(document) : null;

    /// <summary>One outcome an item: <paramref name="of"/> the rendered ones, and the rejection of those that could not be.</summary>
    public IReadOnlyList<Outcome> Outcomes(Func<Document, Outcome> of)
    {
        var outcomes = new Outcome[_failed.Length];
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = _failed[i] ?? default;
        foreach (var document in _documents)
            outcomes[document.Index] = of(document);
        return outcomes;
    }

    public void Dispose() => Buffer.Dispose();

    private void Render(DeliveryItem item, int index, IEventRenderer renderer, Action<PooledBuffer, AnalyzedEvent>? before, byte[]? after)
    {
        var undo = Buffer.Length;
        try
        {
            before?.Invoke(Buffer, item.Event);
            var start = Buffer.Length;
            renderer.Write(Buffer, item.Event);
            _documents.Add(new Document(index, item, start, Buffer.Length - start));
            Buffer.Write(after);
        }
        catch (RenderingException error)
        {
            Buffer.Truncate(undo);
            _failed[index] = Outcome.Rejected(error.Message);
        }
    }

    /// <param name="Index">The item's place in the batch.</param>
    /// <param name="Start">Where its document begins in the buffer.</param>
    internal readonly record struct Document(int Index, DeliveryItem Item, int Start, int Length);
}
