using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sources.Replay;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Web.Api.Posting;

/// <summary>
/// Reads CloudEvents 1.0 (https://github.com/cloudevents/spec): the JSON format, alone and as a batch, and the binary mode of the HTTP
/// binding.
/// </summary>
internal static class CloudEventReader
{
    private const string Prefix = "ce-";

    public static List<PostedItem> ReadStructured(ReadOnlyMemory<byte> body, List<ApiError> errors)
    {
        using var document = Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            return [Read(document.RootElement, "", errors)];
        if (document.RootElement.GetArrayLength() > PostedBody.MaxEvents)
            throw ApiProblem.BadRequest($"The body holds more than {PostedBody.MaxEvents} events; send them in parts.");
        return [.. document.RootElement.EnumerateArray().Select((item, index) => Read(item, $"[{index}]", errors))];
    }

    public static PostedItem ReadBinary(HttpRequest request, ReadOnlyMemory<byte> body, List<ApiError> errors)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                attributes[name[Prefix.Length..].ToLowerInvariant()] = Decode(value.ToString());
        }

        if (body.IsEmpty || !IsJson(request.ContentType ?? "application/json"))
            return CloudEventMapping.ToItem(attributes, body.IsEmpty ? default : Text(body), "", errors);
        using var data = Parse(body);
        return CloudEventMapping.ToItem(attributes, data.RootElement, "", errors);
    }

    private static PostedItem Read(JsonElement envelope, string path, List<ApiError> errors)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        JsonElement data = default;
        if (envelope.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new ApiError("expects an object, the CloudEvent") { Path = path });
            return new PostedItem(default, path);
        }

        foreach (var member in envelope.EnumerateObject())
        {
            if (member.NameEquals("data"))
                data = member.Value;
            else if (member.NameEquals("data_base64"))
                errors.Add(new ApiError("binary data cannot be read as an event") { Path = Join(path, "data_base64"), Hint = "send 'data' as JSON" });
            else if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                attributes[member.Name] = member.Value.ToString();
            else if (member.Value.ValueKind != JsonValueKind.Null)
                errors.Add(new ApiError("an attribute is text, a number or a truth value") { Path = Join(path, ApiCall.Shorten(member.Name)) });
        }

        return CloudEventMapping.ToItem(attributes, data, path, errors);
    }

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body.ToArray());
        }
        catch (JsonException error)
        {
            throw ApiProblem.BadRequest($"The body is not valid JSON, line {(error.LineNumber ?? 0) + 1}: {JsonErrors.Describe(error)}");
        }
    }

    private static JsonElement Text(ReadOnlyMemory<byte> body)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer))
            json.WriteStringValue(Encoding.UTF8.GetString(body.Span));
        using var document = JsonDocument.Parse(buffer.Written);
        return document.RootElement.Clone();
    }

    private static bool IsJson(string contentType) =>
        contentType.Split(';')[0].Trim() is var type && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>HTTP binding, 3.1.3.2: percent-encoded UTF-8, perhaps in quotes.</summary>
    private static string Decode(string value)
    {
        value = value.Trim();
        if (value is ['"', .. var quoted, '"'])
            value = quoted.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        return Uri.UnescapeDataString(value);
    }
}
