using System.Globalization;
using System.Text.RegularExpressions;

namespace EventExporter.Configuration.Loading;

/// <summary>How a place in the tree is named: <c>receivers[2].elasticsearch.hosts</c>, <c>labels["app.kubernetes.io/name"]</c>.</summary>
internal static partial class NodePath
{
    public static string Child(string path, string key)
    {
        if (!SimpleKey().IsMatch(key))
            return $"{path}[\"{key}\"]";
        return path.Length == 0 ? key : $"{path}.{key}";
    }

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>Whether the path is the other one or lies below it.</summary>
    public static bool IsWithin(string path, string ancestor) =>
        ancestor.Length == 0
        || (path.StartsWith(ancestor, StringComparison.Ordinal) && (path.Length == ancestor.Length || path[ancestor.Length] is '.' or '['));

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex SimpleKey();
}
