using System.Text.Json.Nodes;

namespace EventExporter.Cli.ElasticsearchSetup.Kibana;

/// <summary>Columns of a Lens layer by id: what is counted, and by what.</summary>
internal static class LensColumns
{
    public static JsonObject Time() => Column("@timestamp", "date", "date_histogram", "@timestamp", "interval", bucketed: true, new JsonObject { ["interval"] = "auto", ["includeEmptyRows"] = true, ["dropPartials"] = false });

    /// <param name="filter">Only documents that match, in KQL.</param>
    public static JsonObject Sum(string label, string field, string? filter = null) => Filtered(Number(label, "sum", field), filter);

    public static JsonObject Distinct(string label, string field, string? filter = null) => Filtered(Number(label, "unique_count", field), filter);

    public static JsonObject Count(string label, string? filter = null) => Filtered(Number(label, "count", "___records___"), filter);

    public static JsonObject Latest(string label) => Column(label, "date", "max", "@timestamp", "ratio", bucketed: false, []);

    /// <summary>The value in the newest document.</summary>
    public static JsonObject Last(string label, string field, string type) => Filtered(
        Column(label, type, "last_value", field, type == "number" ? "ratio" : "ordinal", bucketed: false, new JsonObject { ["sortField"] = "@timestamp", ["showArrayValues"] = false }),
        $"\"{field}\": *");

    /// <param name="by">The column that decides which values come first.</param>
    public static JsonObject Terms(string label, string field, int size, string by, bool other = false) => Column(label, "string", "terms", field, "ordinal", bucketed: true, new JsonObject
    {
        ["size"] = size,
        ["orderBy"] = new JsonObject { ["type"] = "column", ["columnId"] = by },
        ["orderDirection"] = "desc",
        ["otherBucket"] = other,
        ["missingBucket"] = false,
        ["parentFormat"] = new JsonObject { ["id"] = "terms" },
        ["include"] = new JsonArray(),
        ["exclude"] = new JsonArray(),
        ["includeIsRegex"] = false,
        ["excludeIsRegex"] = false,
    });

    private static JsonObject Number(string label, string operation, string field) => Column(label, "number", operation, field, "ratio", bucketed: false, new JsonObject { ["emptyAsNull"] = operation != "count" });

    private static JsonObject Filtered(JsonObject column, string? filter)
    {
        if (filter is not null)
            column["filter"] = SavedObjects.Query(filter);
        return column;
    }

    private static JsonObject Column(string label, string type, string operation, string field, string scale, bool bucketed, JsonObject parameters) => new()
    {
        ["label"] = label,
        ["customLabel"] = true,
        ["dataType"] = type,
        ["operationType"] = operation,
        ["sourceField"] = field,
        ["isBucketed"] = bucketed,
        ["scale"] = scale,
        ["params"] = parameters,
    };
}
