using System.Text.Json;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Web.Api;

/// <summary>A gap as answers and the stream show it.</summary>
internal static class GapJson
{
    public static void Write(Utf8JsonWriter json, Gap gap)
    {
        json.WriteStartObject();
        json.WriteString("scope", gap.Scope);
        json.WriteTime("from", gap.From);
        json.WriteTime("to", gap.To);
        json.WriteString("why", gap.Why);
        json.WriteNumberOrNull("recovered", gap.Recovered);
        json.WriteEndObject();
    }
}
