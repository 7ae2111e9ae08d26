using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Files;

/// <summary>Files whose path is a template over the event: one for each path, the least recently used closed when many are open.</summary>
internal sealed class FilesByEvent(EventText path, Func<FileSinkOptions, FileSink> open, FileSinkOptions options) : ISink
{
    private const int MostOpen = 64;

    private readonly LinkedList<(string Path, FileSink File)> _open = [];

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        var outcomes = new Outcome[batch.Count];
        foreach (var group in batch.Select((item, index) => (item, index)).GroupBy(i => PathOf(i.item, out outcomes[i.index]), StringComparer.Ordinal))
        {
            if (group.Key is null)
                continue;
            var sent = await (await FileAsync(group.Key)).SendAsync([.. group.Select(i => i.item)], cancellation);
            foreach (var (outcome, (_, index)) in sent.Zip(group))
                outcomes[index] = outcome;
        }

        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, file) in _open)
            await file.DisposeAsync();
    }

    private string? PathOf(DeliveryItem item, out Outcome problem)
    {
        problem = default;
        try
        {
            var made = path.For(item.Event);
            // A label may hold anything: it must not lead out of the folder that the configuration names.
            if (made.Length > 0 && !made.Split('/').Contains("..", StringComparer.Ordinal))
                return made;
            problem = Outcome.Rejected($"path: the template makes '{made}', which is no path below the folder it names");
        }
        catch (RenderingException failure)
        {
            problem = Outcome.Rejected(failure.Message);
        }

        return null;
    }

    private async Task<FileSink> FileAsync(string name)
    {
        for (var node = _open.First; node is not null; node = node.Next)
        {
            if (node.Value.Path != name)
                continue;
            _open.Remove(node);
            _open.AddFirst(node);
            return node.Value.File;
        }

        if (_open.Count == MostOpen)
        {
            await _open.Last!.Value.File.DisposeAsync();
            _open.RemoveLast();
        }

        return _open.AddFirst((name, open(options.At(name)))).Value.File;
    }
}
