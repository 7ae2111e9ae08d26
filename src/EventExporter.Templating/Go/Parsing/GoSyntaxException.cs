using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Go.Parsing;

/// <summary>Leaves the action that is being read. The message is null where the problem was reported already.</summary>
internal sealed class GoSyntaxException(TextSpan span, string? message, string? hint = null) : Exception(message)
{
    public TextSpan Span { get; } = span;

    public string? Problem { get; } = message;

    public string? Hint { get; } = hint;
}
