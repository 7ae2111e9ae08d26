using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Functions;
using EventExporter.Templating.Go.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Parsing;

internal sealed partial class GoParser
{
    private Statement ParsePipelineAction()
    {
        var value = ParseDeclaringPipeline("an action");
        ExpectClose("here");
        return value is SetExpression set
            ? new SetStatement { Span = set.Span, Set = set }
            : new ExpressionStatement { Span = value.Span, Expression = value };
    }

    /// <summary>A pipeline, perhaps with <c>$x :=</c> or <c>$x =</c> before it, whose value it then has too.</summary>
    private Expression ParseDeclaringPipeline(string where)
    {
        var first = Current;
        if (first.Kind != GoTokenKind.Variable || _tokens[_at + 1].Kind is not (GoTokenKind.Declare or GoTokenKind.Assign))
            return ParsePipeline(where);
        _at++;
        var isNew = Next().Kind == GoTokenKind.Declare;
        var value = ParsePipeline(where);
        // The new variable is not visible in its own value.
        var slot = isNew ? Declare(first) : Existing(first);
        return new SetExpression { Span = first.Span, Slot = slot, Name = (string)first.Value!, Value = value };
    }

    private Expression ParsePipeline(string where)
    {
        if (Current.Kind is GoTokenKind.Close or GoTokenKind.RightParen)
            throw new GoSyntaxException(Current.Span, $"there is no value in {where}");
        var value = ParseCommand(null);
        var length = 0;
        while (Current.Kind == GoTokenKind.Pipe)
        {
            if (++length > _options.Limits.MaxNesting)
                throw new GoSyntaxException(Current.Span, $"the pipeline is longer than {_options.Limits.MaxNesting} functions");
            _at++;
            if (Current.Kind is GoTokenKind.Close or GoTokenKind.RightParen or GoTokenKind.Pipe)
                throw new GoSyntaxException(Current.Span, "a function is missing behind `|`");
            value = ParseCommand(value);
        }
        return value;
    }

    /// <summary>An operand with its arguments; what comes through a pipe is the last one.</summary>
    private Expression ParseCommand(Expression? piped)
    {
        var first = Current;
        EnterDepth(first.Span);
        var isPlainWord = first.Kind == GoTokenKind.Identifier;
        var operand = isPlainWord ? ParseFunction() : ParseOperand();
        var arguments = new List<Expression>();
        while (Current.Kind is not (GoTokenKind.Close or GoTokenKind.RightParen or GoTokenKind.Pipe))
        {
            if (!Current.HasSpace)
                throw Unexpected(Current, "here; a blank is missing before it, or it does not belong here");
            arguments.Add(ParseOperand());
        }
        if (piped is not null)
            arguments.Add(piped);
        _depth--;
        return WithArguments(first, operand, arguments, piped is not null);
    }

    private Expression WithArguments(GoToken first, Expression operand, List<Expression> arguments, bool isPiped)
    {
        var span = first.Span.To(_tokens[_at - 1].Span);
        switch (operand)
        {
            case CallNode call when first.Kind == GoTokenKind.Identifier:
                CheckCount(call, arguments.Count);
                return CallNode.Create(span, call.Function, arguments);
            case FieldExpression field:
                return arguments.Count == 0 ? field : new FieldExpression { Span = field.Span, Target = field.Target, Names = field.Names, Arguments = arguments };
            case LiteralExpression { Value: null } when first.Kind == GoTokenKind.Nil:
                throw new GoSyntaxException(first.Span, "`nil` alone is no command");
            case var _ when arguments.Count == 0:
                return operand;
            case var _ when isPiped:
                throw new GoSyntaxException(first.Span, $"{Describe(first)} cannot take the value of the pipe: it is no function");
            default:
                throw new GoSyntaxException(first.Span, $"{Describe(first)} cannot have arguments: it is no function");
        }
    }

    private void CheckCount(CallNode call, int count)
    {
        if (call.Function is not BuiltinFunction function)
            return;
        var required = function.Parameters.Count(p => !p.IsOptional);
        var most = function.Parameters.Any(p => p.IsVariadic) ? int.MaxValue : function.Parameters.Count;
        if (count < required)
            _diagnostics.Error(call.Span, $"`{function.Name}` needs {required} argument{(required == 1 ? "" : "s")}, not {count}", $"write `{function.Usage}`");
        else if (count > most)
            _diagnostics.Error(call.Span, $"`{function.Name}` takes at most {most} argument{(most == 1 ? "" : "s")}, not {count}", $"write `{function.Usage}`");
    }

    /// <summary>A value with the fields read from it: <c>.A.B</c>, <c>$x.A</c>, <c>(pipeline).A</c>, <c>now.Unix</c>.</summary>
    private Expression ParseOperand()
    {
        var token = Current;
        var value = token.Kind == GoTokenKind.Identifier ? ParseFunction() : ParseTerm();
        if (token.Kind == GoTokenKind.Identifier && value is CallNode call)
        {
            CheckCount(call, 0);
            return ParseFields(token, CallNode.Create(call.Span, call.Function, []));
        }
        return ParseFields(token, value);
    }

    private Expression ParseFunction()
    {
        var token = Next();
        var name = (string)token.Value!;
        if (RefusedFunctions.ReasonFor(name) is { } reason && !_options.Functions.Any(f => f.Name == name))
            throw new GoSyntaxException(token.Span, $"`{name}` is not available: {reason}");
        if (!_functions.TryGetRoot(name, out var found) || found is not TemplateFunction function)
            throw new GoSyntaxException(token.Span, $"there is no function `{name}`", SuggestFor(name));
        var call = new CallNode { Span = token.Span, Function = function, Arguments = [] };
        return Current is { Kind: GoTokenKind.Field, HasSpace: false } ? ParseFields(token, CallNode.Create(token.Span, function, [])) : call;
    }

    private string? SuggestFor(string name)
    {
        if (Nearest.Suggest(name, _functions.RootNames) is { } hint)
            return hint;
        return char.IsUpper(name[0]) ? $"a field of the event is written with a dot: `.{name}`" : null;
    }

    private Expression ParseTerm()
    {
        var token = Next();
        switch (token.Kind)
        {
            case GoTokenKind.Literal:
                return new LiteralExpression { Span = token.Span, Value = token.Value };
            case GoTokenKind.Nil:
                return new LiteralExpression { Span = token.Span, Value = null };
            case GoTokenKind.Dot:
                return new DotExpression { Span = token.Span };
            case GoTokenKind.Field:
                _at--;
                return new DotExpression { Span = new TextSpan(token.Span.Start, 0) };
            case GoTokenKind.Variable when token.Value is "":
                return new DataExpression { Span = token.Span };
            case GoTokenKind.Variable:
                return new SlotExpression { Span = token.Span, Slot = Existing(token), Name = (string)token.Value! };
            case GoTokenKind.LeftParen:
                return ParseParentheses(token);
            default:
                throw Unexpected(token, "here");
        }
    }

    private NestedExpression ParseParentheses(GoToken open)
    {
        EnterDepth(open.Span);
        var inner = ParsePipeline("the parentheses");
        _depth--;
        var close = Next();
        if (close.Kind != GoTokenKind.RightParen)
            throw Unexpected(close, "here; `)` is missing");
        return new NestedExpression { Span = open.Span.To(close.Span), Inner = inner };
    }

    private Expression ParseFields(GoToken first, Expression target)
    {
        List<FieldName>? names = null;
        while (Current.Kind == GoTokenKind.Field && (!Current.HasSpace || (names is null && first.Kind == GoTokenKind.Field)))
        {
            var token = Next();
            (names ??= []).Add(new FieldName((string)token.Value!, token.Span));
        }
        if (names is null)
            return target;
        if (target is LiteralExpression)
            throw new GoSyntaxException(names[0].Span, "a literal has no fields");
        return new FieldExpression { Span = first.Span.To(names[^1].Span), Target = target, Names = names, Arguments = [] };
    }

    private int Declare(GoToken token) => token.Value is string { Length: > 0 } name
        ? _variables.Declare(name)
        : throw new GoSyntaxException(token.Span, "`$` is the data of the template and cannot be declared");

    private int Existing(GoToken token)
    {
        var name = (string)token.Value!;
        if (name.Length == 0)
            throw new GoSyntaxException(token.Span, "`$` is the data of the template and cannot be set");
        var slot = _variables.Find(name);
        return slot >= 0
            ? slot
            : throw new GoSyntaxException(token.Span, $"there is no variable `${name}`", Nearest.Suggest("$" + name, _variables.Names) ?? $"declare it with `{{{{$ {name} := ...}}}}`".Replace("$ ", "$", StringComparison.Ordinal));
    }
}
