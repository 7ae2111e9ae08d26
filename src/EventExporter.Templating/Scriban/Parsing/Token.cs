using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Scriban.Parsing;

/// <param name="Value">Names and texts as text, numbers as numbers.</param>
/// <param name="HasSpaceBefore">White space stands before it, which tells an indexer from a list.</param>
public readonly record struct Token(TokenKind Kind, TextSpan Span, object? Value, bool HasSpaceBefore)
{
    public string Text => Value as string ?? "";

    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}
