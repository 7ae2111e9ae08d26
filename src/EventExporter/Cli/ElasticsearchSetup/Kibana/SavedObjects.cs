using System.Text.Json.Nodes;
using EventExporter.Pipeline.Sinks.Elasticsearch;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>Data views, searches and dashboards for one receiver. The files in <c>examples/kibana</c> are what this makes for the default one.</summary>
internal static class SavedObjects
{
    public const string Events = "event-exporter-events";
    public const string Incidents = "event-exporter-incidents";

    private const string ViewVersion = "8.0.0";
    private const string SearchVersion = "8.0.0";

    /// <param name="pattern">Of the indices or data streams with events.</param>
    public static IReadOnlyList<SavedObject> For(DocumentTarget target, string pattern, bool isOpenSearch)
    {
        var fields = EventFields.Of(target.Format);
        var objects = new List<SavedObject> { View(Events, "Kubernetes events", pattern), EventSearch(fields) };
        if (target.Incidents.Length > 0)
        {
            objects.Add(View(Incidents, "Kubernetes incidents", target.Incidents));
            objects.Add(IncidentSearch());
        }

        var withIncidents = target.Incidents.Length > 0;
        objects.AddRange(isOpenSearch ? ClassicDashboards.Of(fields, withIncidents) : LensDashboards.Of(fields, withIncidents));
        return isOpenSearch ? [.. objects.Select(static item => item with { IsClassic = true, TypeVersion = ClassicVersionOf(item.Type) })] : objects;
    }

    public static JsonObject SearchSource(bool hasIndex) => new()
    {
        ["searchSourceJSON"] = SavedObject.Text(hasIndex
            ? new JsonObject { ["query"] = Query(""), ["filter"] = new JsonArray(), ["indexRefName"] = "kibanaSavedObjectMeta.searchSourceJSON.index" }
            : new JsonObject { ["query"] = Query(""), ["filter"] = new JsonArray() }),
    };

    public static JsonObject Query(string text) => new() { ["query"] = text, ["language"] = "kuery" };

    private static SavedObject View(string id, string name, string pattern) => new(
        "index-pattern",
        id,
        new JsonObject { ["title"] = pattern, ["name"] = name, ["timeFieldName"] = "@timestamp" },
        [],
        ViewVersion);

    /// <summary>The rows below the charts: each opens to the whole document, and a click on a value filters all of the dashboard.</summary>
    private static SavedObject EventSearch(EventFields fields) => Search(
        Events,
        "Kubernetes events, newest first",
        [fields.Severity, fields.Reason, fields.Kind, fields.Namespace, fields.Name, fields.Message, fields.Delta]);

    private static SavedObject IncidentSearch() => Search(
        Incidents,
        "Kubernetes incidents, newest first",
        ["incident.state", "incident.severity", "incident.title", "incident.cause", "incident.since", "incident.duration", "incident.count", "incident.evidence", "incident.changes"]);

    private static SavedObject Search(string id, string title, string[] columns) => new(
        "search",
        id,
        new JsonObject
        {
            ["title"] = title,
            ["description"] = "",
            ["columns"] = new JsonArray([.. columns.Select(static column => (JsonNode)column)]),
            ["sort"] = new JsonArray(new JsonArray("@timestamp", "desc")),
            ["kibanaSavedObjectMeta"] = SearchSource(hasIndex: true),
        },
        [new SavedReference("index-pattern", id, "kibanaSavedObjectMeta.searchSourceJSON.index")],
        SearchVersion);

    // OpenSearch Dashboards began with the objects of Kibana 7.10.
    private static string ClassicVersionOf(string type) => type switch
    {
        "index-pattern" => "7.6.0",
        "search" => "7.9.3",
        "dashboard" => "7.9.3",
        _ => "7.10.0",
    };
}
