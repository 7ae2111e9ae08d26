using System.Collections;
using System.Numerics;
using System.Text;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Values;

/// <summary>
/// Values as Go sees them: objects that templates make and dictionaries are maps, objects of the host are structs,
/// int is Go's int and long its int64.
/// </summary>
public static class GoKinds
{
    public static bool IsMap(object? value) =>
        value is TemplateObject or IReadOnlyDictionary<string, string> or IReadOnlyDictionary<string, object?> or IDictionary;

    public static bool IsStruct(object? value) => value is ITemplateObject and not TemplateObject;

    /// <summary>A map's keys in the order in which Go prints and walks them.</summary>
    public static IEnumerable<string> Keys(object? map) => Host.MemberNames(map).Order(KeyOrder);

    /// <summary>Go orders texts by their bytes, which is by code point.</summary>
    public static readonly IComparer<string> KeyOrder = Comparer<string>.Create(CompareTexts);

    public static int CompareTexts(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var (a, b) = (left[i], right[i]);
            if (a == b)
                continue;
            // Surrogates stand for code points above all others.
            var (highA, highB) = (char.IsSurrogate(a), char.IsSurrogate(b));
            return highA == highB ? a.CompareTo(b) : highA ? 1 : -1;
        }
        return left.Length.CompareTo(right.Length);
    }

    /// <summary>What an <c>if</c> takes as true: everything but nil, false, 0 and empty texts, lists and maps.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool b => b,
        string text => text.Length > 0,
        int n => n != 0,
        long n => n != 0,
        double n => n != 0,
        float n => n != 0,
        decimal n => n != 0,
        uint n => n != 0,
        BigInteger n => !n.IsZero,
        TimeSpan span => span != TimeSpan.Zero,
        _ when IsMap(value) => Length(value) > 0,
        _ when IsStruct(value) => true,
        _ when Host.ToList(value) is { } list => list.Count > 0,
        _ => true,
    };

    /// <summary>Bytes of a text, items of a list, entries of a map; null for what has no length.</summary>
    public static int? Length(object? value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        TemplateObject map => map.Count,
        IReadOnlyDictionary<string, string> map => map.Count,
        IReadOnlyDictionary<string, object?> map => map.Count,
        IDictionary map => map.Count,
        _ => IsStruct(value) ? null : Host.ToList(value)?.Count,
    };

    public static string TypeOf(object? value) => value switch
    {
        null => "<nil>",
        string => "string",
        bool => "bool",
        int => "int",
        long => "int64",
        uint => "uint32",
        float => "float32",
        double or decimal => "float64",
        BigInteger => "*big.Int",
        DateTimeOffset => "time.Time",
        TimeSpan => "time.Duration",
        TemplateFunction => "func",
        IReadOnlyDictionary<string, string> => "map[string]string",
        SemanticVersion => "*semver.Version",
        _ when IsMap(value) => "map[string]interface {}",
        _ when IsStruct(value) => "struct",
        _ => "[]interface {}",
    };

    public static string KindOf(object? value) => value switch
    {
        null => "invalid",
        string or bool or int or long or uint or float or double or decimal => TypeOf(value),
        TimeSpan => "int64",
        DateTimeOffset => "struct",
        TemplateFunction => "func",
        _ when IsMap(value) => "map",
        _ when IsStruct(value) => "struct",
        BigInteger => "ptr",
        _ => "slice",
    };
}
