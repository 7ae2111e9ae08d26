using EventExporter.Templating.Diagnostics;

namespace EventExporter.Cli.Render;

/// <summary>What is wrong with a template, with the line it is in and a caret under the place.</summary>
internal static class TemplateDiagnostics
{
    public static void Write(TextWriter output, string name, string template, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            var severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
            Write(output, name, template, diagnostic.Line, diagnostic.Column, Math.Max(1, diagnostic.Span.Length), $"{severity}: {diagnostic.Message}", diagnostic.Suggestion);
        }
    }

    public static void Write(TextWriter output, string name, string template, int line, int column, int length, string message, string? suggestion)
    {
        output.WriteLine($"{name}:{line}:{column}: {message}{(suggestion is null ? "" : $" ({suggestion})")}");
        var text = template.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r');
        if (text is null)
            return;
        output.WriteLine("    " + text.Replace('\t', ' '));
        output.WriteLine("    " + new string(' ', Math.Max(0, column - 1)) + new string('^', Math.Max(1, Math.Min(length, text.Length - column + 1))));
    }
}
