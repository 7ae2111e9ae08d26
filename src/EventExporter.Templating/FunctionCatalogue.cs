using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;

namespace EventExporter.Templating;

/// <summary>What can be called in templates: names, arguments, one line on each, and an example with its result.</summary>
public static class FunctionCatalogue
{
    /// <summary>All functions of the language and of the host, by name.</summary>
    public static IReadOnlyList<BuiltinFunction> All(TemplateOptions options) =>
        [.. Table(options).All.OrderBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>Null when there is none of this name.</summary>
    public static BuiltinFunction? Find(TemplateOptions options, string name) => Table(options).All.FirstOrDefault(f => f.Name == name);

    /// <summary>The name that was probably meant; null when none is near.</summary>
    public static string? Suggest(TemplateOptions options, string name) => Nearest.Find(name, Table(options).AllNames);

    private static FunctionTable Table(TemplateOptions options) => LanguageProfile.For(options.Language).Functions.With(options.Functions);
}
