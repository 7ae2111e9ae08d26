using System.Collections;

namespace EventExporter.Templating.Values;

/// <summary>What counts as empty.</summary>
public static class Emptiness
{
    /// <summary>True for null, empty text, lists without items and objects without members.</summary>
    public static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => text.Length == 0,
        _ when Host.IsObject(value) => !Host.MemberNames(value).Any(),
        ICollection collection => collection.Count == 0,
        IEnumerable items => !items.Cast<object?>().Any(),
        _ => false,
    };
}
