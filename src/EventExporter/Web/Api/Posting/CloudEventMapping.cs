using System.Text.Json;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Web.Api.Posting;

/// <summary>
/// A CloudEvent as a Kubernetes Event. One whose data is an Event is that Event. Of another one, <c>subject</c> says which object it is
/// about (<c>Kind/name</c> or <c>Kind/namespace/name</c>; else its source), <c>data</c> may say <c>reason</c>, <c>message</c>, <c>type</c>
/// and <c>namespace</c>; what it does not say comes from the attributes, all of which become annotations.
/// </summary>
internal static class CloudEventMapping
{
    private static readonly string[] Required = ["specversion", "id", "source", "type"];

    public static PostedItem ToItem(Dictionary<string, string> attributes, JsonElement data, string path, List<ApiError> errors)
    {
        var complete = true;
        foreach (var name in Required.Where(name => attributes.GetValueOrDefault(name, "").Length == 0))
        {
            errors.Add(new ApiError("is missing; a CloudEvent has it") { Path = CloudEventReader.Join(path, name) });
            complete = false;
        }

        if (attributes.TryGetValue("specversion", out var version) && version.Length > 0 && version != "1.0")
            errors.Add(new ApiError($"'{ApiCall.Shorten(version)}' is not known") { Path = CloudEventReader.Join(path, "specversion"), Hint = "1.0" });
        if (!complete)
            return new PostedItem(default, path);
        var id = $"cloudevent/{attributes["source"]}/{attributes["id"]}";
        var isEvent = data.ValueKind == JsonValueKind.Object && (data.TryGetProperty("involvedObject", out _) || data.TryGetProperty("regarding", out _));
        return isEvent
            ? new PostedItem(JsonSerializer.SerializeToUtf8Bytes(data), CloudEventReader.Join(path, "data")) { ClientId = id, IdIsOccurrence = true }
            : new PostedItem(Map(attributes, data), path) { ClientId = id, IdIsOccurrence = true };
    }

    private static byte[] Map(Dictionary<string, string> attributes, JsonElement data)
    {
        var about = About(attributes, data);
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("namespace", about.Namespace);
            WriteAnnotations(json, attributes);
            json.WriteEndObject();
            json.WriteStartObject("involvedObject");
            json.WriteString("kind", about.Kind);
            json.WriteString("name", about.Name);
            json.WriteString("namespace", about.Namespace);
            json.WriteEndObject();
            json.WriteString("reason", Member(data, "reason") is { Length: > 0 } reason ? reason : attributes["type"]);
            json.WriteString("message", Message(data));
            json.WriteString("type", Member(data, "type") is "Warning" or "warning" ? "Warning" : "Normal");
            json.WriteString("reportingComponent", attributes["source"]);
            if (attributes.TryGetValue("time", out var time))
            {
                json.WriteString("firstTimestamp", time);
                json.WriteString("lastTimestamp", time);
            }

            json.WriteEndObject();
        }

        return buffer.Written.ToArray();
    }

    private static void WriteAnnotations(Utf8JsonWriter json, Dictionary<string, string> attributes)
    {
        json.WriteStartObject("annotations");
        foreach (var (name, value) in attributes.Where(static a => a.Key is not ("specversion" or "time" or "datacontenttype")))
            json.WriteString($"cloudevents.io/{name}", value);
        json.WriteEndObject();
    }

    private static (string Kind, string Namespace, string Name) About(Dictionary<string, string> attributes, JsonElement data)
    {
        var parts = attributes.GetValueOrDefault("subject", "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (kind, name) = parts.Length is 2 or 3 ? (parts[0], parts[^1]) : ("Source", attributes["source"]);
        var @namespace = parts.Length == 3 ? parts[1]
            : attributes.GetValueOrDefault("namespace", "") is { Length: > 0 } attribute ? attribute
            : Member(data, "namespace") is { Length: > 0 } told ? told
            : OfSource(attributes["source"]);
        return (kind, @namespace, name);
    }

    /// <summary>An exporter writes <c>/clusters/C/namespaces/N</c> there.</summary>
    private static string OfSource(string source)
    {
        var parts = source.Split('/');
        var at = Array.IndexOf(parts, "namespaces");
        return at >= 0 && at + 1 < parts.Length && parts[at + 1].Length > 0 ? Uri.UnescapeDataString(parts[at + 1]) : "default";
    }

    private static string Message(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.String => data.GetString()!,
        _ => Member(data, "message") is { Length: > 0 } message ? message : JsonSerializer.Serialize(data),
    };

    private static string Member(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
