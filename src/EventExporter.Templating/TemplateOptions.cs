using EventExporter.Templating.Functions;

namespace EventExporter.Templating;

/// <summary>How a template is read and rendered. One instance is shared by all templates of a configuration.</summary>
public sealed record TemplateOptions
{
    public static TemplateOptions Default { get; } = new();

    public TemplateLanguage Language { get; init; } = TemplateLanguage.Scriban;

    /// <summary>Shown in errors: the file or the configuration key the text comes from.</summary>
    public string? Name { get; init; }

    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Templates that <c>include</c> finds by name.</summary>
    public IReadOnlyDictionary<string, string> Includes { get; init; } = new Dictionary<string, string>();

    /// <summary>Functions of the host, in addition to the built-in ones; a host function hides a built-in one of the same name.</summary>
    public IReadOnlyList<BuiltinFunction> Functions { get; init; } = [];

    /// <summary>Reading an unknown variable is an error instead of null.</summary>
    public bool StrictVariables { get; init; }

    /// <summary>
    /// A member or an index of null is null (<c>a.b.c</c> where <c>a.b</c> is missing). Off, as in Scriban: it is an error,
    /// and <c>?.</c> is the way to write it.
    /// </summary>
    public bool RelaxedTargetAccess { get; init; }

    /// <summary>A text block's indentation is kept for all lines of a value that stands alone behind it.</summary>
    public bool AutoIndent { get; init; } = true;
}
