using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Storage;

/// <summary>
/// One version of one object. The body is the object's JSON without <c>kind</c> and <c>apiVersion</c>: that is how lists of built-in kinds
/// carry it, and watches put the two in front.
/// </summary>
public sealed class StoredObject
{
    internal StoredObject(ResourceKind kind, string? ns, string name, string uid, long version, byte[] body, IReadOnlyDictionary<string, string> labels)
    {
        Kind = kind;
        Namespace = ns;
        Name = name;
        Uid = uid;
        ResourceVersion = version;
        Body = body;
        Labels = labels;
    }

    /// <summary>The kind under which it is stored; for events always the core one.</summary>
    public ResourceKind Kind { get; }

    public string? Namespace { get; }

    public string Name { get; }

    public string Uid { get; }

    public long ResourceVersion { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    internal byte[] Body { get; }

    internal string Key => KeyOf(Namespace, Name);

    /// <summary>The whole object, a fresh copy that the caller may change.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["kind"] = Kind.Kind, ["apiVersion"] = Kind.ApiVersion };
        foreach (var (name, value) in ParseBody())
            json[name] = value?.DeepClone();
        return json;
    }

    internal static string KeyOf(string? ns, string name) => ns is null ? name : ns + "/" + name;

    internal JsonObject ParseBody() => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The text at a path of member names; empty where there is none, as the server's field selectors see it.</summary>
    internal string FieldText(ReadOnlySpan<string> path)
    {
        using var document = JsonDocument.Parse(Body);
        var element = document.RootElement;
        foreach (var step in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element))
                return "";
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array => "",
            _ => element.GetRawText(),
        };
    }
}
