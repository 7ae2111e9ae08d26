using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>One line of an import.</summary>
/// <param name="TypeVersion">The version of the type that the attributes are written for: later Kibanas bring them up to date when they import them.</param>
internal sealed record SavedObject(string Type, string Id, JsonObject Attributes, IReadOnlyList<SavedReference> References, string TypeVersion)
{
    // The first that has this pair of versions, and so the oldest that can import.
    private const string CoreVersion = "8.8.0";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Written for OpenSearch Dashboards, which knows one version a type and no other.</summary>
    public bool IsClassic { get; init; }

    public string Title => (string?)Attributes["title"] ?? Id;

    public string KindForPeople => Type == "index-pattern" ? "data view" : Type == "search" ? "saved search" : Type;

    private string Mark => $"[event-exporter {SetupObject.Digest(Line())}]";

    public static string Lines(IEnumerable<SavedObject> objects) => string.Concat(objects.Select(static item => item.Line() + "\n"));

    /// <summary>JSON as the texts inside saved objects have it.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(Relaxed);

    public string Line()
    {
        var line = new JsonObject
        {
            ["type"] = Type,
            ["id"] = Id,
            ["attributes"] = Attributes.DeepClone(),
            ["references"] = new JsonArray([.. References.Select(static r => (JsonNode)new JsonObject { ["type"] = r.Type, ["id"] = r.Id, ["name"] = r.Name })]),
        };
        if (IsClassic)
        {
            line["migrationVersion"] = new JsonObject { [Type] = TypeVersion };
        }
        else
        {
            line["coreMigrationVersion"] = CoreVersion;
            line["typeMigrationVersion"] = TypeVersion;
        }

        return Text(line);
    }

    /// <summary>With the digest of its content in the description, where the type has one.</summary>
    public SavedObject Marked()
    {
        if (Type == "index-pattern")
            return this;
        var attributes = Attributes.DeepClone().AsObject();
        attributes["description"] = $"{(string?)Attributes["description"]} {Mark}".Trim();
        return this with { Attributes = attributes };
    }

    /// <summary>Whether what is stored was made from this content. A data view has no description: what it is for is compared.</summary>
    public bool IsIn(JsonObject? stored) => Type == "index-pattern"
        ? JsonSubset.Holds(stored, new JsonObject { ["title"] = Attributes["title"]?.DeepClone(), ["timeFieldName"] = Attributes["timeFieldName"]?.DeepClone() })
        : ((string?)stored?["description"] ?? "").Contains(Mark, StringComparison.Ordinal);
}
