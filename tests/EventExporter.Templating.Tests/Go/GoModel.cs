using System.Text.Json;
using System.Text.RegularExpressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Tests.Go;

/// <summary>
/// A model made of JSON as a host makes one of its types: objects whose names begin with a capital are structs, objects of texts
/// are maps of texts, other objects are maps, and texts that are RFC 3339 times are times.
/// </summary>
internal static partial class GoModel
{
    public static object? From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when IsStruct(element) => new Struct(element),
        JsonValueKind.Object when element.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String) =>
            element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!),
        JsonValueKind.Array => element.EnumerateArray().Select(From).ToList(),
        JsonValueKind.String when Time().IsMatch(element.GetString()!) => element.GetDateTimeOffset(),
        JsonValueKind.Object => Map(element),
        _ => JsonValues.FromElement(element),
    };

    private static bool IsStruct(JsonElement element) => element.EnumerateObject().Any() && element.EnumerateObject().All(p => char.IsUpper(p.Name[0]));

    private static TemplateObject Map(JsonElement element)
    {
        var map = new TemplateObject();
        foreach (var member in element.EnumerateObject())
            map.Set(member.Name, From(member.Value));
        return map;
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)$", RegexOptions.None, 1000)]
    private static partial Regex Time();

    private sealed class Struct(JsonElement element) : ITemplateObject
    {
        public IEnumerable<string> MemberNames => element.EnumerateObject().Select(p => p.Name);

        public bool TryGetMember(string snakeName, out object? value)
        {
            var found = element.TryGetProperty(snakeName, out var member);
            value = found ? From(member) : null;
            return found;
        }
    }
}
