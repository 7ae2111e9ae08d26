using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>
/// The line of a bulk request that says what to do with the next document. An occurrence is created under its identity, so that one sent
/// twice is refused the second time; with <c>useEventID</c> the event's document is overwritten instead.
/// </summary>
internal sealed class BulkAction(DocumentTarget target, bool useEventId, EventText? id, bool hasPipeline)
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:. /");

    public string IdOf(AnalyzedEvent analyzed) => id?.For(analyzed) ?? (useEventId ? analyzed.Event.Uid : analyzed.Event.Identity);

    public void Write(PooledBuffer output, AnalyzedEvent analyzed)
    {
        output.Write(useEventId ? "{\"index\":{"u8 : "{\"create\":{"u8);
        if (target.For(analyzed) is { } index)
        {
            output.Write("\"_index\":\""u8);
            WriteText(output, index);
            output.Write("\","u8);
        }

        output.Write("\"_id\":\""u8);
        WriteText(output, IdOf(analyzed));
        output.Write("\"}}\n"u8);
    }

    /// <summary>
    /// An incident's document takes the place of the one before, unless that is a newer one: the number of its event is its version, so
    /// that a late repetition of an early state is refused.
    /// </summary>
    public void WriteIncident(PooledBuffer output, IncidentFinding incident)
    {
        output.Write("{\"index\":{\"_index\":\""u8);
        WriteText(output, target.Incidents);
        output.Write("\",\"_id\":\""u8);
        WriteText(output, incident.Id);
        output.Write("\",\"version_type\":\"external\",\"version\":"u8);
        output.Write(Encoding.ASCII.GetBytes(incident.Number.ToString(CultureInfo.InvariantCulture)));
        // The receiver's pipeline is made for events.
        output.Write(hasPipeline ? ",\"pipeline\":\"_none\"}}\n"u8 : "}}\n"u8);
    }

    private static void WriteText(PooledBuffer output, string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
            output.Write(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        else
            Encoding.UTF8.GetBytes(text, output);
    }
}
