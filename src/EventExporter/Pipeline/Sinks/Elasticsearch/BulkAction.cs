using System.Buffers;
using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>
/// The line of a bulk request that says what to do with the next document. An occurrence is created under its identity, so that one sent
/// twice is refused the second time; with <c>useEventID</c> the event's document is overwritten instead.
/// </summary>
internal sealed class BulkAction(bool useEventId, IndexName? indexByTime, EventText? indexByEvent, EventText? id)
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:. /");

    public void Write(PooledBuffer output, AnalyzedEvent analyzed)
    {
        output.Write(useEventId ? "{\"index\":{"u8 : "{\"create\":{"u8);
        if ((indexByTime?.For(analyzed.Event.LastSeen) ?? indexByEvent?.For(analyzed)) is { } index)
        {
            output.Write("\"_index\":\""u8);
            WriteText(output, index);
            output.Write("\","u8);
        }

        output.Write("\"_id\":\""u8);
        WriteText(output, id?.For(analyzed) ?? (useEventId ? analyzed.Event.Uid : analyzed.Event.Identity));
        output.Write("\"}}\n"u8);
    }

    private static void WriteText(PooledBuffer output, string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
            output.Write(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        else
            Encoding.UTF8.GetBytes(text, output);
    }
}
