using System.Globalization;

namespace EventExporter.Templating;

/// <summary>A template could not be rendered: what happened, and where in which template.</summary>
public sealed class TemplateRenderException(string reason, string? templateName, int line, int column)
    : Exception(Describe(reason, templateName, line, column))
{
    /// <summary>What happened, without the place.</summary>
    public string Reason { get; } = reason;

    /// <summary>The template's name from its options, or the included one's; null when it has none.</summary>
    public string? TemplateName { get; } = templateName;

    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>From 1, in characters.</summary>
    public int Column { get; } = column;

    private static string Describe(string reason, string? name, int line, int column) =>
        string.Create(CultureInfo.InvariantCulture, $"{(name is null ? "" : name + ":")}{line}:{column}: {reason}");
}
