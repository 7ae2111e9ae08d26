using System.Text.Json.Nodes;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server.Tables;

/// <summary>Builds <c>meta.k8s.io/v1 Table</c> answers.</summary>
internal static class TableBuilder
{
    public static JsonObject Of(ResourceKind kind, ListPage page, DateTimeOffset now, string includeObject)
    {
        var metadata = new JsonObject { ["resourceVersion"] = ObjectBody.Text(page.Version) };
        if (page.Continue is not null)
            metadata["continue"] = page.Continue;
        if (page.Remaining is not null)
            metadata["remainingItemCount"] = page.Remaining;
        return Table(kind, metadata, page.Items, now, withColumns: true, includeObject);
    }

    /// <summary>A table of one row: a single object, or a watch event (of which only the first carries the columns).</summary>
    public static JsonObject OfOne(ResourceKind kind, StoredObject item, DateTimeOffset now, bool withColumns) =>
        Table(kind, new JsonObject { ["resourceVersion"] = ObjectBody.Text(item.ResourceVersion) }, [item], now, withColumns, "");

    private static JsonObject Table(
        ResourceKind kind, JsonObject metadata, IReadOnlyList<StoredObject> items, DateTimeOffset now, bool withColumns, string includeObject)
    {
        var columns = TableColumns.For(kind);
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = withColumns ? new JsonArray([.. columns.Select(Definition)]) : new JsonArray(),
            ["rows"] = new JsonArray([.. items.Select(i => RowOf(kind, columns, i, now, includeObject))]),
        };
    }

    private static JsonObject Definition(Column column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = "",
        ["priority"] = column.Priority,
    };

    private static JsonObject RowOf(ResourceKind kind, IReadOnlyList<Column> columns, StoredObject item, DateTimeOffset now, string includeObject)
    {
        var body = item.ParseBody();
        var row = new Row(body, now);
        var json = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(c => c.Value(row))]) };
        if (includeObject == "None")
            return json;
        var attached = new JsonObject
        {
            ["kind"] = includeObject == "Object" ? kind.Kind : "PartialObjectMetadata",
            ["apiVersion"] = includeObject == "Object" ? kind.ApiVersion : "meta.k8s.io/v1",
        };
        foreach (var (name, value) in body.Where(m => includeObject == "Object" || m.Key == "metadata"))
            attached[name] = value?.DeepClone();
        json["object"] = attached;
        return json;
    }
}
