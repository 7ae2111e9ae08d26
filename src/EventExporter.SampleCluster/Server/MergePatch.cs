using System.Text.Json.Nodes;

namespace EventExporter.SampleCluster.Server;

/// <summary>
/// JSON merge patch (RFC 7386). Strategic merge patches come down to it with two additions: members that begin with <c>$</c> are directives and
/// not content, and lists whose items have a merge key (name, type or uid) are merged item by item where the patch brings their order along.
/// </summary>
internal static class MergePatch
{
    private static readonly string[] MergeKeys = ["name", "type", "uid"];

    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith('$'))
                continue;
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner)
                ApplyInner(target, name, inner);
            else if (value is JsonArray items && target[name] is JsonArray old && patch.ContainsKey("$setElementOrder/" + name))
                MergeItems(old, items);
            else
                target[name] = value.DeepClone();
        }
    }

    private static void ApplyInner(JsonObject target, string name, JsonObject patch)
    {
        if (target[name] is not JsonObject child)
            target[name] = child = [];
        Apply(child, patch);
    }

    private static void MergeItems(JsonArray old, JsonArray patch)
    {
        foreach (var item in patch.OfType<JsonObject>())
        {
            var key = MergeKeys.FirstOrDefault(item.ContainsKey);
            var match = key is null ? null : old.OfType<JsonObject>().FirstOrDefault(o => (string?)o[key] == (string?)item[key]);
            if ((string?)item["$patch"] == "delete")
                old.Remove(match);
            else if (match is not null)
                Apply(match, item);
            else
                old.Add(item.DeepClone());
        }
    }
}
