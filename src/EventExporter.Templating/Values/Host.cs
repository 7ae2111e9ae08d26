using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.Templating.Values;

/// <summary>Reads what the host gives: brings its types to those that templates compute with, and finds members and items.</summary>
public static class Host
{
    /// <summary>
    /// The same value as one of: null, bool, string, int, long, uint, big integer, float, double, decimal,
    /// <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/>, a list, an object or a function.
    /// </summary>
    public static object? Normalize(object? value) => value switch
    {
        null or string or bool or int or long or double or ITemplateObject or TemplateList => value,
        DateTime date => ToOffset(date),
        char c => c.ToString(),
        byte or sbyte or short or ushort => Boxes.Int(Convert.ToInt32(value, CultureInfo.InvariantCulture)),
        ulong number => Boxes.Integer(new BigInteger(number)),
        Int128 number => Boxes.Integer((BigInteger)number),
        JsonElement element => JsonValues.FromElement(element),
        JsonNode node => JsonValues.FromNode(node),
        Guid id => id.ToString(),
        Uri uri => uri.OriginalString,
        Enum member => member.ToString(),
        _ => value,
    };

    /// <summary>False when the value is no object with named members, or has none of this name.</summary>
    public static bool TryGetMember(object target, string name, out object? value)
    {
        switch (target)
        {
            case ITemplateObject o:
                if (!o.TryGetMember(name, out value))
                    return false;
                value = Normalize(value);
                return true;
            case IReadOnlyDictionary<string, string> texts:
                var found = texts.TryGetValue(name, out var text);
                value = text;
                return found;
            case IReadOnlyDictionary<string, object?> map:
                if (!map.TryGetValue(name, out value))
                    return false;
                value = Normalize(value);
                return true;
            case IDictionary any when any.Contains(name):
                value = Normalize(any[name]);
                return true;
            default:
                value = null;
                return false;
        }
    }

    public static bool IsObject(object? value) =>
        value is ITemplateObject or IReadOnlyDictionary<string, string> or IReadOnlyDictionary<string, object?> or IDictionary;

    public static IEnumerable<string> MemberNames(object? target) => target switch
    {
        ITemplateObject o => o.MemberNames,
        IReadOnlyDictionary<string, string> texts => texts.Keys,
        IReadOnlyDictionary<string, object?> map => map.Keys,
        IDictionary any => any.Keys.OfType<string>(),
        _ => [],
    };

    public static bool IsList(object? value) => value is not string && value is IEnumerable && !IsObject(value);

    /// <summary>The items of a list; null when the value is none.</summary>
    public static IReadOnlyList<object?>? ToList(object? value) => value switch
    {
        null or string => null,
        IReadOnlyList<object?> list => list,
        _ when IsObject(value) => null,
        IEnumerable items => new TemplateList(items.Cast<object?>().Select(Normalize)),
        _ => null,
    };

    public static bool IsNumber(object? value) =>
        value is int or long or double or decimal or float or uint or BigInteger;

    private static DateTimeOffset ToOffset(DateTime date) =>
        date.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(date, TimeSpan.Zero) : new DateTimeOffset(date);
}
