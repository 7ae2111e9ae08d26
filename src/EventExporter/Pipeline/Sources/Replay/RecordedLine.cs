using System.Text.Json;
using EventExporter.Pipeline.Events.Json;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>
/// Understands one record: an Event, a document of an event exporter, or a line of a watch (<c>{"type": ..., "object": ...}</c>).
/// </summary>
internal static class RecordedLine
{
    /// <summary>The event and whether it was one that expired; null for a line without an event (BOOKMARK).</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static (EventRecord Record, bool IsExpiry)? Read(EventReader events, ReadOnlySpan<byte> json)
    {
        var (type, hasObject) = ReadEnvelope(json, out var recorded);
        if (!hasObject)
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return (events.ReadRecord(ref reader), false);
        }

        switch (type)
        {
            case "ADDED" or "MODIFIED" or "DELETED":
                var reader = new Utf8JsonReader(json[recorded]);
                reader.Read();
                return (events.ReadRecord(ref reader), type == "DELETED");
            case "BOOKMARK":
                return null;
            case "ERROR":
                throw new FormatException("type: ERROR: the recorded watch ended with an error here");
            default:
                throw new FormatException($"type: \"{type}\" is no watch event; expected ADDED, MODIFIED, DELETED or BOOKMARK");
        }
    }

    /// <summary>The two fields of a watch event, in any order. An Event has a type, too, but no object.</summary>
    private static (string Type, bool HasObject) ReadEnvelope(ReadOnlySpan<byte> json, out Range recorded)
    {
        recorded = default;
        var (type, hasObject) = ("", false);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isObject) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("object"u8));
            reader.Read();
            if (isType)
                type = JsonValues.Text(ref reader, "type");
            var start = (int)reader.TokenStartIndex;
            var isRecorded = isObject && reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            if (isRecorded)
                (hasObject, recorded) = (true, start..(int)reader.BytesConsumed);
        }

        return (type, hasObject);
    }
}
