using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Templates;

/// <summary>Reads the templates of one configuration: all in one language, with its named templates to include and the functions for events.</summary>
internal sealed class TemplateCompiler(TemplateLanguage language, IReadOnlyDictionary<string, string> includes, TimeProvider time)
{
    private readonly TemplateOptions _options = new()
    {
        Language = language,
        Includes = includes,
        Functions = language == TemplateLanguage.Scriban ? EventFunctions.All : [],
        TimeProvider = time,
        // A missing label or owner renders to nothing instead of failing the event.
        RelaxedTargetAccess = true,
    };

    public TemplateLanguage Language => language;

    public TemplateOptions Options => _options;

    /// <summary>All that is wrong with a text comes back; nothing is thrown.</summary>
    public ParseResult Parse(string text) => Template.Parse(text, _options);

    /// <param name="place">File and line or the configuration path, for messages about an event that fails.</param>
    /// <exception cref="TemplateSyntaxException">The text is no template; validation of the configuration has told so before.</exception>
    public PlacedTemplate Compile(string text, string place)
    {
        var result = Parse(text);
        return result.Template is { } template
            ? new PlacedTemplate(template, place)
            : throw new TemplateSyntaxException($"{place}: {string.Join("; ", result.Diagnostics)}");
    }

    /// <summary>There is something in it to evaluate.</summary>
    public static bool IsTemplate(string text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%{", StringComparison.Ordinal);
}
