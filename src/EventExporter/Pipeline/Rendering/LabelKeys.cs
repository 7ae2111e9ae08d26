using System.Text.Json;

namespace EventExporter.Pipeline.Rendering;

/// <summary>Labels and annotations with underscores for the dots in their keys, as Metricbeat writes them, for stores that take a dot for nesting.</summary>
internal static class LabelKeys
{
    public static void Write(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
        {
            if (!key.Contains('.', StringComparison.Ordinal))
                json.WriteString(key, value);
            else if (key.Replace('.', '_') is var plain && !map.ContainsKey(plain) && IsFirst(map, key, plain))
                json.WriteString(plain, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Two keys may come to the same name (<c>a.b_c</c>, <c>a_b.c</c>); a name that occurs twice would make the document unreadable.</summary>
    private static bool IsFirst(IReadOnlyDictionary<string, string> map, string key, string plain)
    {
        foreach (var other in map.Keys)
        {
            if (ReferenceEquals(other, key))
                return true;
            if (other.Length == key.Length && other.Contains('.', StringComparison.Ordinal) && other.Replace('.', '_') == plain)
                return false;
        }

        return true;
    }
}
