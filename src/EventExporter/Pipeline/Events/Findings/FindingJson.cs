using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventExporter.Pipeline.Events.Findings;

/// <summary>Findings as JSON: names in camelCase, enumerations as words, times in UTC with a Z.</summary>
internal static class FindingJson
{
    private static readonly FindingJsonContext Context = new(new JsonSerializerOptions(FindingJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new UtcTimes(),
            new JsonStringEnumConverter<IncidentState>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<EventCategory>(),
        },
    });

    public static void Write(Utf8JsonWriter json, Finding finding) => JsonSerializer.Serialize(json, finding, Context.Finding);

    public static string Write(Finding finding) => JsonSerializer.Serialize(finding, Context.Finding);

    /// <exception cref="InvalidDataException">It is no finding.</exception>
    public static Finding Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Context.Finding) ?? throw new InvalidDataException("A finding is empty.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"A finding cannot be read: {error.Message}", error);
        }
    }

    private sealed class UtcTimes : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Finding))]
internal sealed partial class FindingJsonContext : JsonSerializerContext;
