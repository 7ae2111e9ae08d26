using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>The dashboards for OpenSearch Dashboards, which has the visualizations that Kibana had before Lens, each an object of its own.</summary>
internal static class ClassicDashboards
{
    private const string Events = SavedObjects.Events;
    private const string Incidents = SavedObjects.Incidents;
    private const string VisualizationVersion = "7.10.0";
    private const string PanelVersion = "7.10.0";

    public static IEnumerable<SavedObject> Of(EventFields f, bool withIncidents)
    {
        List<SavedObject> charts =
        [
            Chart($"{Events}-time", "Events over time by type", Events, "histogram", Sum(f.Delta), Time("2"), Terms("3", f.Type, 5, "group")),
            Chart($"{Events}-reasons", "Top reasons", Events, "horizontal_bar", Sum(f.Delta), Terms("2", f.Reason, 10, "segment")),
            Chart($"{Events}-namespaces", "Top namespaces", Events, "horizontal_bar", Sum(f.Delta), Terms("2", f.Namespace, 10, "segment")),
            Chart($"{Events}-owners", "Top owners", Events, "horizontal_bar", Sum(f.Delta), Terms("2", f.OwnerName, 10, "segment")),
            Chart($"{Events}-workloads", "What happens to what", Events, "table", Sum(f.Delta), Terms("2", f.OwnerName, 20, "bucket"), Terms("3", f.Namespace, 3, "bucket"), Terms("4", f.Reason, 5, "bucket")),
        ];
        foreach (var chart in charts)
            yield return chart;
        yield return Board(Events, "Kubernetes events", "What the cluster says, by type, reason, namespace and owner.", charts, [(0, 0, 48, 12), (0, 12, 16, 14), (16, 12, 16, 14), (32, 12, 16, 14), (0, 26, 48, 15)]);
        if (!withIncidents)
            yield break;
        charts =
        [
            Chart($"{Incidents}-time", "Incidents over time by severity", Incidents, "histogram", Count(), Time("2"), Terms("3", "incident.severity", 5, "group")),
            Chart($"{Incidents}-states", "States", Incidents, "horizontal_bar", Count(), Terms("2", "incident.state", 5, "segment")),
            Chart($"{Incidents}-causes", "Causes", Incidents, "horizontal_bar", Count(), Terms("2", "incident.rule", 10, "segment")),
        ];
        foreach (var chart in charts)
            yield return chart;
        yield return Board(Incidents, "Kubernetes incidents", "One row an incident, as it stands now.", charts, [(0, 0, 24, 12), (24, 0, 12, 12), (36, 0, 12, 12)]);
    }

    private static SavedObject Chart(string id, string title, string view, string type, params JsonNode[] aggregations)
    {
        var state = new JsonObject { ["title"] = title, ["type"] = type, ["aggs"] = new JsonArray(aggregations), ["params"] = type == "table" ? Table() : Bars(type) };
        return new SavedObject(
            "visualization",
            id,
            new JsonObject { ["title"] = title, ["visState"] = SavedObject.Text(state), ["uiStateJSON"] = "{}", ["description"] = "", ["version"] = 1, ["kibanaSavedObjectMeta"] = SavedObjects.SearchSource(hasIndex: true) },
            [new SavedReference("index-pattern", view, "kibanaSavedObjectMeta.searchSourceJSON.index")],
            VisualizationVersion);
    }

    private static SavedObject Board(string id, string title, string description, List<SavedObject> charts, (int X, int Y, int W, int H)[] places)
    {
        var panels = new JsonArray();
        var references = new List<SavedReference>();
        void Add(string type, string of, (int X, int Y, int W, int H) place)
        {
            var name = $"panel_{panels.Count}";
            panels.Add(new JsonObject
            {
                ["version"] = PanelVersion,
                ["gridData"] = new JsonObject { ["x"] = place.X, ["y"] = place.Y, ["w"] = place.W, ["h"] = place.H, ["i"] = name },
                ["panelIndex"] = name,
                ["embeddableConfig"] = new JsonObject(),
                ["panelRefName"] = name,
            });
            references.Add(new SavedReference(type, of, name));
        }

        for (var i = 0; i < charts.Count; i++)
            Add("visualization", charts[i].Id, places[i]);
        Add("search", id, (0, places[^1].Y + places[^1].H, 48, 20));
        return new SavedObject(
            "dashboard",
            id,
            new JsonObject
            {
                ["title"] = title,
                ["description"] = description,
                ["hits"] = 0,
                ["version"] = 1,
                ["timeRestore"] = true,
                ["timeFrom"] = "now-24h",
                ["timeTo"] = "now",
                ["optionsJSON"] = SavedObject.Text(new JsonObject { ["useMargins"] = true, ["hidePanelTitles"] = false }),
                ["panelsJSON"] = SavedObject.Text(panels),
                ["kibanaSavedObjectMeta"] = SavedObjects.SearchSource(hasIndex: false),
            },
            references,
            PanelVersion);
    }

    private static JsonObject Aggregation(string id, string type, string schema, JsonObject parameters) => new() { ["id"] = id, ["enabled"] = true, ["type"] = type, ["schema"] = schema, ["params"] = parameters };

    private static JsonObject Sum(string field) => Aggregation("1", "sum", "metric", new JsonObject { ["field"] = field, ["customLabel"] = "Occurrences" });

    private static JsonObject Count() => Aggregation("1", "count", "metric", []);

    private static JsonObject Time(string id) => Aggregation(id, "date_histogram", "segment", new JsonObject { ["field"] = "@timestamp", ["interval"] = "auto", ["min_doc_count"] = 1, ["useNormalizedEsInterval"] = true, ["drop_partials"] = false });

    private static JsonObject Terms(string id, string field, int size, string schema) => Aggregation(id, "terms", schema, new JsonObject
    {
        ["field"] = field,
        ["orderBy"] = "1",
        ["order"] = "desc",
        ["size"] = size,
        ["otherBucket"] = false,
        ["missingBucket"] = false,
    });

    private static JsonObject Table() => new() { ["perPage"] = 10, ["showPartialRows"] = false, ["showMetricsAtAllLevels"] = false, ["showTotal"] = false, ["totalFunc"] = "sum" };

    private static JsonObject Bars(string type)
    {
        var isHorizontal = type == "horizontal_bar";
        JsonObject Labels() => new() { ["show"] = true, ["truncate"] = 100, ["filter"] = false };
        return new JsonObject
        {
            ["type"] = "histogram",
            ["grid"] = new JsonObject { ["categoryLines"] = false },
            ["categoryAxes"] = new JsonArray(new JsonObject { ["id"] = "CategoryAxis-1", ["type"] = "category", ["position"] = isHorizontal ? "left" : "bottom", ["show"] = true, ["scale"] = new JsonObject { ["type"] = "linear" }, ["labels"] = Labels(), ["title"] = new JsonObject() }),
            ["valueAxes"] = new JsonArray(new JsonObject { ["id"] = "ValueAxis-1", ["name"] = "LeftAxis-1", ["type"] = "value", ["position"] = isHorizontal ? "bottom" : "left", ["show"] = true, ["scale"] = new JsonObject { ["type"] = "linear", ["mode"] = "normal" }, ["labels"] = Labels(), ["title"] = new JsonObject { ["text"] = "Occurrences" } }),
            ["seriesParams"] = new JsonArray(new JsonObject { ["show"] = true, ["type"] = "histogram", ["mode"] = "stacked", ["data"] = new JsonObject { ["id"] = "1", ["label"] = "Occurrences" }, ["valueAxis"] = "ValueAxis-1" }),
            ["addTooltip"] = true,
            ["addLegend"] = !isHorizontal,
            ["legendPosition"] = "right",
            ["times"] = new JsonArray(),
            ["addTimeMarker"] = false,
        };
    }
}
