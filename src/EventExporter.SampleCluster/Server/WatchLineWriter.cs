using System.Buffers;
using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>
/// Writes the lines of one watch: what of each change it sees through its namespace and selectors. An object that begins to match is ADDED to
/// it, one that no longer matches is DELETED from it.
/// </summary>
internal sealed class WatchLineWriter(ApiRequest request, ListOptions options, Representation representation, TimeProvider time)
{
    private readonly ObjectWriter _objects = new(request.Kind, representation);
    private readonly ArrayBufferWriter<byte> _line = new(2048);
    private bool _columnsSent;

    /// <summary>True when the client has asked to be told where the initial events end.</summary>
    public bool EndsInitialEvents => options.SendInitialEvents == true && options.AllowWatchBookmarks;

    public void WriteInitial(IBufferWriter<byte> output, StoredObject item)
    {
        if (Matches(item))
            output.Write(Line("ADDED"u8, item).Span);
    }

    /// <summary>The line that tells of the change, valid until the next call; empty when this watch does not see it.</summary>
    public ReadOnlyMemory<byte> LineOf(StoreChange change)
    {
        var matches = change.Type != ChangeType.Deleted && Matches(change.Object);
        var matched = change.Previous is { } previous && Matches(previous);
        return (matched, matches) switch
        {
            (false, false) => ReadOnlyMemory<byte>.Empty,
            (false, true) => Line("ADDED"u8, change.Object),
            (true, true) => Line("MODIFIED"u8, change.Object),
            (true, false) => Line("DELETED"u8, change.Object),
        };
    }

    public void WriteBookmark(IBufferWriter<byte> output, long version, bool endsInitialEvents)
    {
        output.Write("{\"type\":\"BOOKMARK\",\"object\":"u8);
        output.Write(GoJson.Serialize(_objects.Bookmark(version, endsInitialEvents)));
        output.Write("}\n"u8);
    }

    public static void WriteError(IBufferWriter<byte> output, ApiStatus status)
    {
        output.Write("{\"type\":\"ERROR\",\"object\":"u8);
        output.Write(GoJson.Serialize(status.ToJson()));
        output.Write("}\n"u8);
    }

    private bool Matches(StoredObject item) =>
        (request.Namespace is null || item.Namespace == request.Namespace) && options.Labels.Matches(item.Labels) && options.Fields.Matches(item);

    private ReadOnlyMemory<byte> Line(ReadOnlySpan<byte> type, StoredObject item)
    {
        _line.ResetWrittenCount();
        _line.Write("{\"type\":\""u8);
        _line.Write(type);
        _line.Write("\",\"object\":"u8);
        if (representation == Representation.Table)
            _line.Write(GoJson.Serialize(Row(item)));
        else
            _objects.WriteWhole(_line, item);
        _line.Write("}\n"u8);
        return _line.WrittenMemory;
    }

    private JsonObject Row(StoredObject item)
    {
        var table = Tables.TableBuilder.OfOne(request.Kind, item, time.GetUtcNow(), withColumns: !_columnsSent);
        _columnsSent = true;
        return table;
    }
}
