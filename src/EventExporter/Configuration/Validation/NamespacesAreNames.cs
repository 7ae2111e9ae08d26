using System.Text.RegularExpressions;

namespace EventExporter.Configuration.Validation;

/// <summary>
/// Namespaces to watch are names (RFC 1123 labels, https://kubernetes.io/docs/concepts/overview/working-with-objects/names/),
/// not patterns, and are given once.
/// </summary>
internal sealed partial class NamespacesAreNames : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var source = context.Configuration.Source;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < source.Namespaces.Count; i++)
        {
            var place = context.Configuration.Namespace is { Length: > 0 } && !context.Sources.IsWritten(source, "namespaces")
                ? context.Sources.Of(context.Configuration, "namespace")
                : context.Sources.Of(source, "namespaces", i);
            if (!Name().IsMatch(source.Namespaces[i]))
            {
                context.Error(place, $"{place.Node.Describe()} is not a namespace's name",
                    "names have small letters, digits and '-'; patterns belong into the rules of 'route'");
            }
            else if (!seen.Add(source.Namespaces[i]))
            {
                context.Warn(place, $"namespace {place.Node.Describe()} is listed twice", "keep one");
            }
        }
    }

    public static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
