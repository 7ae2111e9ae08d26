using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's semantic versions.</summary>
internal static class SprigVersions
{
    public static IEnumerable<BuiltinFunction> All() =>
    [
        F("semver", "version", "A version with the members Major, Minor, Patch, Prerelease, Metadata and Original.", "{{ (semver \"v1.27.3\").Minor }}", "27", static (c, a) => Version(c, a[0])),
        F("semverCompare", "constraint version", "Whether a version fits a constraint such as >=1.2, ~1.2.3, ^1.2, 1.x or 1.2 - 1.4.", "{{ semverCompare \"^1.20\" \"v1.27.3\" }}", "true", static (c, a) => Boxes.Bool(Fits(c, a))),
    ];

    private static SemanticVersion Version(RenderContext context, object? value)
    {
        var text = Read.Text(context, value, "version");
        return (text.Length <= 256 ? SemanticVersion.Parse(text) : null) ?? throw context.Error($"`{text}` is no version");
    }

    private static bool Fits(RenderContext context, ReadOnlySpan<object?> a)
    {
        var text = Read.Text(context, a[0], "constraint");
        if (text.Length > 1024 || VersionConstraint.Parse(text) is not { } constraint)
            throw context.Error($"`{text}` is no constraint of versions");
        return constraint.Allows(Version(context, a[1]));
    }
}
