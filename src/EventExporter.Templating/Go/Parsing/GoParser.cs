using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Functions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Parsing;

/// <summary>Reads Go templates. After a problem it goes on with the next action, so that all problems of a text come at once.</summary>
internal sealed partial class GoParser
{
    private readonly SourceText _source;
    private readonly TemplateOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly TemplateSet _set;
    private readonly FunctionTable _functions;
    private readonly List<GoToken> _tokens;
    private VariableScope _variables = new();
    private int _at;
    private int _depth;
    private int _loops;

    private GoParser(SourceText source, TemplateOptions options, DiagnosticBag diagnostics, TemplateSet set)
    {
        _source = source;
        _options = options;
        _diagnostics = diagnostics;
        _set = set;
        _functions = GoFunctions.Table.With(options.Functions);
        _tokens = GoLexer.Tokenize(source, diagnostics);
    }

    private GoToken Current => _tokens[_at];

    /// <summary>The part of the text that could be read; it is usable when the bag has no errors.</summary>
    public static BlockStatement Parse(SourceText source, TemplateOptions options, DiagnosticBag diagnostics)
    {
        var set = new TemplateSet();
        var page = ParseInto(set, source, options, diagnostics);
        set.Complete(options, diagnostics, (included, bag) => ParseInto(set, included, options, bag));
        return page;
    }

    private static BlockStatement ParseInto(TemplateSet set, SourceText source, TemplateOptions options, DiagnosticBag diagnostics)
    {
        if (source.Text.Length <= options.Limits.MaxTemplateLength)
            return new GoParser(source, options, diagnostics, set).ParsePage();
        diagnostics.Error(default, $"the template is longer than {options.Limits.MaxTemplateLength} characters");
        return new BlockStatement { Span = default, Statements = [] };
    }

    private BlockStatement ParsePage()
    {
        var statements = new List<Statement>();
        while (true)
        {
            var end = ParseStatements(statements);
            if (end.Kind == BlockEnd.Text)
                break;
            var word = end.Kind == BlockEnd.End ? "end" : "else";
            _diagnostics.Error(end.Span, $"`{word}` without a block that it belongs to", $"remove it, or add the `if`, `range` or `with` before it");
            SkipAction();
        }
        return new BlockStatement { Span = new TextSpan(0, _source.Text.Length), Statements = statements };
    }

    /// <summary>Reads up to an <c>end</c> or <c>else</c>, behind whose word it stops, or up to the end of the text.</summary>
    private (BlockEnd Kind, TextSpan Span) ParseStatements(List<Statement> statements)
    {
        while (true)
        {
            var token = Current;
            if (token.Kind == GoTokenKind.End || _diagnostics.IsFull)
                return (BlockEnd.Text, token.Span);
            _at++;
            if (token.Kind == GoTokenKind.Text)
            {
                statements.Add(new TextStatement { Span = token.Span, Text = (string)token.Value! });
                continue;
            }
            if (token.Kind != GoTokenKind.Open)
                continue;
            if (Current is { Kind: GoTokenKind.Identifier, Value: "end" or "else" } word)
            {
                _at++;
                return (word.Value is "end" ? BlockEnd.End : BlockEnd.Else, word.Span);
            }
            if (ParseAction() is { } statement)
                statements.Add(statement);
        }
    }

    /// <summary>Null when it writes and does nothing, or could not be read.</summary>
    private Statement? ParseAction()
    {
        var depth = _depth;
        try
        {
            return Current is { Kind: GoTokenKind.Identifier, Value: string word } ? ParseWord(word) : ParsePipelineAction();
        }
        catch (GoSyntaxException e)
        {
            _depth = depth;
            Report(e);
            SkipAction();
            return null;
        }
    }

    private Statement? ParseWord(string word)
    {
        switch (word)
        {
            case "if":
                return ParseIf();
            case "range":
                return ParseRange();
            case "with":
                return ParseWith();
            case "define":
                ParseDefine();
                return null;
            case "block":
                return ParseBlockAction();
            case "template":
                return ParseTemplate();
            case "break" or "continue" when _tokens[_at + 1].Kind == GoTokenKind.Close:
                return ParseJump(word);
            default:
                return ParsePipelineAction();
        }
    }

    private void Report(GoSyntaxException e)
    {
        if (e.Problem is not null)
            _diagnostics.Error(e.Span, e.Problem, e.Hint);
    }

    private void SkipAction()
    {
        while (Current.Kind is not (GoTokenKind.Close or GoTokenKind.End))
            _at++;
        if (Current.Kind == GoTokenKind.Close)
            _at++;
    }

    private void EnterDepth(TextSpan span)
    {
        if (++_depth > _options.Limits.MaxNesting)
            throw new GoSyntaxException(span, $"the template is nested deeper than {_options.Limits.MaxNesting} levels");
    }

    private void ExpectClose(string what)
    {
        var token = Current;
        if (token.Kind != GoTokenKind.Close)
            throw Unexpected(token, what);
        _at++;
    }

    private GoSyntaxException Unexpected(GoToken token, string where) => token.Kind == GoTokenKind.Bad
        ? new GoSyntaxException(token.Span, null)
        : new GoSyntaxException(token.Span, $"{Describe(token)} cannot stand {where}");

    private string Describe(GoToken token) => token.Kind switch
    {
        GoTokenKind.Close => "the end of the action",
        GoTokenKind.End => "the end of the text",
        _ => $"`{_source.Slice(token.Span)}`",
    };

    private enum BlockEnd
    {
        End,
        Else,
        Text,
    }
}
