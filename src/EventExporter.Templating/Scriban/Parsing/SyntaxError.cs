using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>Leaves the statement that cannot be read; the parser goes on behind it.</summary>
internal sealed class SyntaxError(TextSpan span, string message, string? suggestion = null, bool isFinal = false) : Exception(message)
{
    public TextSpan Span { get; } = span;

    public string? Suggestion { get; } = suggestion;

    /// <summary>Going on would not be safe or not be useful.</summary>
    public bool IsFinal { get; } = isFinal;
}
