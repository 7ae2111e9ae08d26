using System.Globalization;
using System.Text.Json;

namespace EventExporter.Cli.Asking;

/// <summary>Events as rows of a table or of CSV.</summary>
internal static class EventRows
{
    private static readonly (string Name, Func<JsonElement, string> Read)[] All =
    [
        ("TIME", e => Text(e, "time")),
        ("SEVERITY", e => Text(e, "severity")),
        ("TYPE", e => Text(e, "type")),
        ("REASON", e => Text(e, "reason")),
        ("NAMESPACE", e => Text(e, "metadata", "namespace")),
        ("OBJECT", e => $"{Text(e, "involvedObject", "kind")}/{Text(e, "involvedObject", "name")}"),
        ("DELTA", e => Text(e, "delta")),
        ("COUNT", e => Text(e, "totalCount")),
        ("CATEGORY", e => Text(e, "category")),
        ("OWNER", e => Text(e, "owner", "name") is { Length: > 0 } name ? $"{Text(e, "owner", "kind")}/{name}" : ""),
        ("NODE", e => Text(e, "node")),
        ("INCIDENT", e => Text(e, "incident")),
        ("SEQUENCE", e => Text(e, "sequence")),
        ("MESSAGE", e => Text(e, "message")),
    ];

    private static readonly string[] Narrow = ["TIME", "SEVERITY", "REASON", "NAMESPACE", "OBJECT", "DELTA", "MESSAGE"];

    public static IReadOnlyList<string> Head(bool wide) => [.. Columns(wide).Select(static column => column.Name)];

    public static IReadOnlyList<string> Row(JsonElement found, bool wide) => [.. Columns(wide).Select(column => column.Read(found))];

    /// <summary>A member as text; empty where there is none.</summary>
    public static string Text(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return "";
        }

        return json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!,
            JsonValueKind.Number => json.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : json.GetDouble().ToString("0.####", CultureInfo.InvariantCulture),
            JsonValueKind.Null => "",
            _ => json.GetRawText(),
        };
    }

    private static IEnumerable<(string Name, Func<JsonElement, string> Read)> Columns(bool wide) => All.Where(column => wide || Narrow.Contains(column.Name));
}
