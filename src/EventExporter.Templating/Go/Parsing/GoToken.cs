using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Go.Parsing;

/// <param name="Value">The text, name or literal that the token stands for.</param>
/// <param name="HasSpace">Blanks stand before it, which is what separates arguments.</param>
internal readonly record struct GoToken(GoTokenKind Kind, TextSpan Span, object? Value, bool HasSpace);
