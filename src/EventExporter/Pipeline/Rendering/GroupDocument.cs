using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering.Model;

namespace EventExporter.Pipeline.Rendering;

/// <summary>What the default document says of the events that its event stands for.</summary>
internal static class GroupDocument
{
    private static readonly JsonEncodedText Group = JsonEncodedText.Encode("group");

    public static void Write(Utf8JsonWriter json, EventGroup group)
    {
        json.WriteStartObject(Group);
        json.WriteString("by", GroupModel.Word(group.By));
        if (group.Key.Length > 0)
            json.WriteString("key", group.Key);
        json.WriteNumber("size", group.Size);
        json.WriteNumber("count", group.Count);
        json.WriteShortestTime(JsonEncodedText.Encode("first"), group.First);
        json.WriteShortestTime(JsonEncodedText.Encode("last"), group.Last);
        json.WriteStartArray("counts");
        foreach (var count in group.Counts)
        {
            json.WriteStartObject();
            json.WriteString(Names.Reason, count.Reason);
            json.WriteString(Names.Namespace, count.Namespace);
            json.WriteNumber("events", count.Events);
            json.WriteNumber(Names.Count, count.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
