using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>A visualization of Lens that lives in its dashboard: its columns, and how they are shown.</summary>
/// <param name="View">Id of the data view.</param>
internal sealed record LensPanel(string Id, string Title, string View, string Shape, JsonObject Visualization, params (string Id, JsonObject Column)[] Columns)
{
    private const string Layer = "layer1";

    public SavedReference Reference => new("index-pattern", View, $"indexpattern-datasource-layer-{Layer}");

    /// <summary>Bars over time, one colour a value of the column <c>split</c>.</summary>
    public static LensPanel OverTime(string id, string title, string view, JsonObject split, JsonObject count) =>
        new(id, title, view, "lnsXY", Bars("bar_stacked", "time", "split"), ("split", split), ("time", LensColumns.Time()), ("count", count));

    /// <summary>The values that come most, as horizontal bars.</summary>
    public static LensPanel Top(string id, string title, string view, JsonObject terms, JsonObject count) =>
        new(id, title, view, "lnsXY", Bars("bar_horizontal", "terms", split: null), ("terms", terms), ("count", count));

    /// <summary>One number.</summary>
    public static LensPanel Number(string id, string title, string view, JsonObject count) =>
        new(id, title, view, "lnsMetric", new JsonObject { ["layerId"] = Layer, ["layerType"] = "data", ["metricAccessor"] = "count" }, ("count", count));

    /// <summary>A table. A click on a value of the first column filters, or takes to where its drill-down leads.</summary>
    public static LensPanel Table(string id, string title, string view, params (string Id, JsonObject Column)[] columns) => new(
        id,
        title,
        view,
        "lnsDatatable",
        new JsonObject
        {
            ["layerId"] = Layer,
            ["layerType"] = "data",
            ["columns"] = new JsonArray([.. columns.Select((column, i) => (JsonNode)(i == 0
                ? new JsonObject { ["columnId"] = column.Id, ["oneClickFilter"] = true }
                : new JsonObject { ["columnId"] = column.Id }))]),
            ["paging"] = new JsonObject { ["size"] = 10, ["enabled"] = true },
        },
        columns);

    /// <summary>The <c>attributes</c> of the embedded visualization.</summary>
    public JsonObject Attributes() => new()
    {
        ["title"] = Title,
        ["description"] = "",
        ["visualizationType"] = Shape,
        ["type"] = "lens",
        ["references"] = new JsonArray(new JsonObject { ["type"] = Reference.Type, ["id"] = Reference.Id, ["name"] = Reference.Name }),
        ["state"] = new JsonObject
        {
            ["visualization"] = Visualization.DeepClone(),
            ["query"] = SavedObjects.Query(""),
            ["filters"] = new JsonArray(),
            ["datasourceStates"] = new JsonObject
            {
                ["formBased"] = new JsonObject
                {
                    ["layers"] = new JsonObject
                    {
                        [Layer] = new JsonObject
                        {
                            ["columns"] = new JsonObject(Columns.Select(static column => KeyValuePair.Create(column.Id, (JsonNode?)column.Column.DeepClone()))),
                            ["columnOrder"] = new JsonArray([.. Columns.Select(static column => (JsonNode)column.Id)]),
                            ["incompleteColumns"] = new JsonObject(),
                        },
                    },
                },
            },
            ["internalReferences"] = new JsonArray(),
            ["adHocDataViews"] = new JsonObject(),
        },
    };

    private static JsonObject Bars(string type, string x, string? split)
    {
        var layer = new JsonObject { ["layerId"] = Layer, ["layerType"] = "data", ["seriesType"] = type, ["position"] = "top", ["showGridlines"] = false, ["xAccessor"] = x, ["accessors"] = new JsonArray("count") };
        if (split is not null)
            layer["splitAccessor"] = split;
        JsonObject All(bool value) => new() { ["x"] = value, ["yLeft"] = value, ["yRight"] = value };
        return new JsonObject
        {
            ["legend"] = new JsonObject { ["isVisible"] = split is not null, ["position"] = "right" },
            ["valueLabels"] = split is null ? "show" : "hide",
            ["fittingFunction"] = "None",
            ["axisTitlesVisibilitySettings"] = All(false),
            ["tickLabelsVisibilitySettings"] = All(true),
            ["gridlinesVisibilitySettings"] = All(true),
            ["preferredSeriesType"] = type,
            ["layers"] = new JsonArray(layer),
        };
    }
}
