using System.Runtime.CompilerServices;
using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>Makes the tree of a Scriban template from its tokens.</summary>
internal sealed partial class Parser(List<Token> tokens, SourceText source, TemplateLimits limits, DiagnosticBag diagnostics)
{
    private static readonly string[] Keywords =
    [
        "if", "else", "end", "case", "when", "for", "while", "tablerow", "break", "continue", "func", "ret", "capture",
        "readonly", "import", "with", "wrap",
    ];

    private static readonly string[] BlockKeywords = ["if", "case", "for", "tablerow", "while", "func", "capture", "with", "wrap"];

    private int _next;
    private int _depth;
    private int _newLinesIgnored;
    private bool _namesAreValues;
    private string? _indent;

    private Token Current => tokens[_next];

    public BlockStatement ParsePage()
    {
        try
        {
            var statements = new List<Statement>();
            while (Current.Kind != TokenKind.End && !diagnostics.IsFull)
            {
                var block = ParseBlock();
                foreach (var statement in block.Statements)
                    Add(statements, statement);
                if (Current.Kind != TokenKind.End)
                    ReportStray();
            }
            return new BlockStatement { Span = new TextSpan(0, source.Text.Length), Statements = statements };
        }
        catch (SyntaxError error) when (error.IsFinal)
        {
            diagnostics.Error(error.Span, error.Message, error.Suggestion);
            return new BlockStatement { Span = default, Statements = [] };
        }
    }

    private void ReportStray()
    {
        var token = Current;
        var opener = token.Text == "when" ? "`case`" : token.Text == "else" ? "`if`, `case` or `for`" : "block";
        diagnostics.Error(token.Span, $"`{token.Text}` without a {opener} that it belongs to");
        SkipStatement();
    }

    private Token Peek(int offset = 1) => tokens[Math.Min(_next + offset, tokens.Count - 1)];

    private Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            _next++;
        if (_newLinesIgnored > 0)
            SkipNewLines();
        return token;
    }

    private void SkipNewLines()
    {
        while (Current.Kind == TokenKind.NewLine)
            _next++;
    }

    private bool TryTake(string symbol)
    {
        if (!Current.Is(symbol))
            return false;
        Take();
        return true;
    }

    private Token Expect(string symbol, string whatFor)
    {
        if (!Current.Is(symbol))
            throw Unexpected($"`{symbol}` is needed {whatFor}");
        return Take();
    }

    private SyntaxError Unexpected(string expectation) => new(Current.Span, $"unexpected {Describe(Current)}: {expectation}");

    private string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "end of the template",
        TokenKind.CodeExit => "end of the code block",
        TokenKind.NewLine => "end of the line",
        TokenKind.Text => "text",
        _ => $"`{Shorten(source.Slice(token.Span).ToString())}`",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private TextSpan From(TextSpan start) =>
        TextSpan.FromBounds(start.Start, Math.Max(start.End, _next > 0 ? tokens[_next - 1].Span.End : 0));

    private bool IsKeyword(string word) =>
        Current.Kind == TokenKind.Identifier && Current.Text == word && !(word is "for" or "while" or "tablerow" && Peek().Is("."));

    /// <summary>Counts nesting, so that no input can overflow the stack here or later in the evaluator.</summary>
    private void Enter()
    {
        if (++_depth > limits.MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new SyntaxError(Current.Span, $"the template is nested more than {limits.MaxNesting} deep", null, true);
    }

    private void Leave() => _depth--;

    private void SkipStatement()
    {
        _newLinesIgnored = 0;
        _namesAreValues = false;
        while (Current.Kind is not (TokenKind.End or TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit))
            _next++;
    }
}
