using System.Globalization;

namespace EventExporter.Templating.Diagnostics;

/// <summary>One problem of a template, with its place.</summary>
/// <param name="Severity">Whether the template can be used in spite of it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Span">The text that it is about.</param>
/// <param name="Message">What is wrong, as a sentence without a full stop.</param>
/// <param name="Suggestion">The way out, where there is one.</param>
public sealed record Diagnostic(
    DiagnosticSeverity Severity, int Line, int Column, TextSpan Span, string Message, string? Suggestion = null)
{
    public override string ToString()
    {
        var hint = Suggestion is null ? "" : "; " + Suggestion;
        return string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}: {Message}{hint}");
    }
}
