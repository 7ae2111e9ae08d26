using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Parsing;

internal sealed partial class GoParser
{
    private static readonly LiteralExpression Nothing = new() { Span = default, Value = null };

    private IfStatement ParseIf()
    {
        var word = Next();
        var mark = _variables.Enter();
        var condition = ParseHeader("if");
        var body = ParseBody(word.Span, "if", out var end);
        var otherwise = ParseElse(word.Span, "if", end);
        _variables.Leave(mark);
        return new IfStatement
        {
            Span = word.Span,
            Branches = [new IfStatement.Branch { Span = word.Span, Condition = condition, Body = body }],
            Else = otherwise,
        };
    }

    private DotStatement ParseWith()
    {
        var word = Next();
        var mark = _variables.Enter();
        var value = ParseHeader("with");
        var body = ParseBody(word.Span, "with", out var end);
        var otherwise = ParseElse(word.Span, "with", end);
        _variables.Leave(mark);
        return new DotStatement { Span = word.Span, Value = value, Body = body, Else = otherwise };
    }

    private RangeStatement ParseRange()
    {
        var word = Next();
        var mark = _variables.Enter();
        int? key = null, value = null;
        var items = (Expression)Nothing;
        var depth = _depth;
        try
        {
            (key, value) = ParseRangeVariables();
            items = ParsePipeline("`range`");
            ExpectClose("behind the pipeline of `range`");
        }
        catch (GoSyntaxException e)
        {
            _depth = depth;
            Report(e);
            SkipAction();
        }
        _loops++;
        var body = ParseBody(word.Span, "range", out var end);
        _loops--;
        var otherwise = ParseElse(word.Span, "range", end);
        _variables.Leave(mark);
        return new RangeStatement { Span = word.Span, Items = items, Key = key, Value = value, Body = body, Else = otherwise };
    }

    /// <summary><c>$value :=</c>, <c>$key, $value :=</c>, or either with <c>=</c> for variables that exist.</summary>
    private (int? Key, int? Value) ParseRangeVariables()
    {
        var first = Current;
        var next = _tokens[Math.Min(_at + 1, _tokens.Count - 1)].Kind;
        if (first.Kind != GoTokenKind.Variable || next is not (GoTokenKind.Comma or GoTokenKind.Declare or GoTokenKind.Assign))
            return (null, null);
        _at++;
        GoToken? second = null;
        if (Current.Kind == GoTokenKind.Comma)
        {
            _at++;
            second = Current;
            if (second.Value.Kind != GoTokenKind.Variable)
                throw new GoSyntaxException(second.Value.Span, "`range` needs a second variable behind the comma", "write `range $key, $value := ...`");
            _at++;
        }
        var sign = Next();
        if (sign.Kind is not (GoTokenKind.Declare or GoTokenKind.Assign))
            throw Unexpected(sign, "here; `:=` is missing");
        var isNew = sign.Kind == GoTokenKind.Declare;
        var slot = isNew ? Declare(first) : Existing(first);
        return second is { } token ? (slot, isNew ? Declare(token) : Existing(token)) : (null, slot);
    }

    /// <summary>The pipeline of a block's first action. A problem is reported and the block read on, so that its end is found.</summary>
    private Expression ParseHeader(string word)
    {
        var depth = _depth;
        try
        {
            var value = ParseDeclaringPipeline($"`{word}`");
            ExpectClose($"behind the pipeline of `{word}`");
            return value;
        }
        catch (GoSyntaxException e)
        {
            _depth = depth;
            Report(e);
            SkipAction();
            return Nothing;
        }
    }

    private BlockStatement ParseBody(TextSpan opener, string word, out (BlockEnd Kind, TextSpan Span) end)
    {
        var mark = _variables.Enter();
        var statements = new List<Statement>();
        EnterDepth(opener);
        end = ParseStatements(statements);
        _depth--;
        _variables.Leave(mark);
        if (end.Kind == BlockEnd.Text && !_diagnostics.IsFull)
            _diagnostics.Error(opener, $"the `{word}` has no `{{{{end}}}}`");
        return new BlockStatement { Span = opener, Statements = statements };
    }

    /// <summary>Reads what follows a body: its <c>end</c>, an <c>else</c>, or an <c>else if</c> (<c>else with</c>), which is a block of its own.</summary>
    private BlockStatement? ParseElse(TextSpan opener, string word, (BlockEnd Kind, TextSpan Span) end)
    {
        if (end.Kind == BlockEnd.Text)
            return null;
        if (end.Kind == BlockEnd.End)
        {
            CloseWord("end");
            return null;
        }
        if (word is "if" or "with" && Current is { Kind: GoTokenKind.Identifier } next && next.Value is string nested && nested == word)
        {
            EnterDepth(next.Span);
            Statement inner = nested == "if" ? ParseIf() : ParseWith();
            _depth--;
            return new BlockStatement { Span = next.Span, Statements = [inner] };
        }
        CloseWord("else");
        var body = ParseBody(opener, word, out var last);
        if (last.Kind == BlockEnd.Else)
        {
            _diagnostics.Error(last.Span, $"the `{word}` has an `else` already");
            SkipAction();
            ParseElse(opener, word, (BlockEnd.End, last.Span));
        }
        else if (last.Kind == BlockEnd.End)
        {
            CloseWord("end");
        }
        return body;
    }

    private void CloseWord(string word)
    {
        if (Current.Kind is not (GoTokenKind.Close or GoTokenKind.Bad))
            _diagnostics.Error(Current.Span, $"{Describe(Current)} cannot stand behind `{word}`");
        SkipAction();
    }

    private void ParseDefine()
    {
        var word = Next();
        var name = ReadTemplateName("define");
        ExpectClose("behind the name of `define`");
        Define(name, ParseOwnBody(word.Span, "define"));
    }

    private TemplateStatement ParseBlockAction()
    {
        var word = Next();
        var name = ReadTemplateName("block");
        var data = ParsePipeline("`block`");
        ExpectClose("behind the pipeline of `block`");
        Define(name, ParseOwnBody(word.Span, "block"));
        return Use(name, data);
    }

    private TemplateStatement ParseTemplate()
    {
        Next();
        var name = ReadTemplateName("template");
        var data = Current.Kind == GoTokenKind.Close ? null : ParsePipeline("`template`");
        ExpectClose("behind the pipeline of `template`");
        return Use(name, data);
    }

    private TemplateStatement Use(GoToken name, Expression? data)
    {
        _set.Use((string)name.Value!, name.Span, _source);
        return new TemplateStatement { Span = name.Span, Name = (string)name.Value!, Set = _set, Data = data };
    }

    private void Define(GoToken name, BlockStatement body)
    {
        var text = (string)name.Value!;
        if (_set.TryGet(text, out var known) && known!.Body.Statements.Count > 0 && body.Statements.Count > 0)
            _diagnostics.Error(name.Span, $"the template `{text}` is defined twice");
        if (known is null || body.Statements.Count > 0)
            _set.Define(new TemplateDefinition(text, body, _source));
    }

    /// <summary>A named template sees no variables but its own, and no loop around it.</summary>
    private BlockStatement ParseOwnBody(TextSpan opener, string word)
    {
        var (variables, loops) = (_variables, _loops);
        (_variables, _loops) = (new VariableScope(), 0);
        var body = ParseBody(opener, word, out var end);
        (_variables, _loops) = (variables, loops);
        if (end.Kind == BlockEnd.Else)
            _diagnostics.Error(end.Span, $"`{word}` has no `else`");
        if (end.Kind != BlockEnd.Text)
            SkipAction();
        return body;
    }

    private GoToken ReadTemplateName(string word)
    {
        var token = Next();
        return token is { Kind: GoTokenKind.Literal, Value: string }
            ? token
            : throw new GoSyntaxException(token.Span, $"`{word}` needs a name in quotes", $"write `{word} \"name\"`");
    }

    private JumpStatement? ParseJump(string word)
    {
        var token = Next();
        _at++;
        if (_loops == 0)
            _diagnostics.Error(token.Span, $"`{word}` is only possible inside a `range`");
        return new JumpStatement { Span = token.Span, Kind = word == "break" ? Flow.Break : Flow.Continue };
    }

    private GoToken Next()
    {
        var token = Current;
        if (token.Kind != GoTokenKind.End)
            _at++;
        return token;
    }
}
