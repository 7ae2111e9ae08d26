using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Scriban.Parsing;

/// <summary>Functions that templates define.</summary>
internal sealed partial class Parser
{
    private FunctionStatement ParseFunction()
    {
        var opener = Take();
        if (Current.Kind is not (TokenKind.Identifier or TokenKind.Local))
            throw Unexpected("`func` needs a name");
        var target = ParsePrimary() as AssignableExpression ?? throw Unexpected("`func` needs a name");
        var parameters = Current.Is("(") ? ParseParameters() : null;
        EndStatement();
        var body = ParseBlock();
        CloseBlock(opener);
        var definition = new FunctionDefinition
        {
            Span = From(opener.Span),
            Name = NameOf(target),
            Parameters = parameters,
            Body = body,
        };
        return new FunctionStatement { Span = definition.Span, Target = target, Definition = definition };
    }

    private static string NameOf(AssignableExpression target) => target switch
    {
        VariableExpression variable => variable.Name,
        LocalVariableExpression local => "$" + local.Name,
        _ => "function",
    };

    /// <summary><c>do ... end</c> in an expression. What ends the statement is the caller's business.</summary>
    private FunctionExpression ParseAnonymousFunction()
    {
        var opener = Take();
        var (ignored, names) = (_newLinesIgnored, _namesAreValues);
        (_newLinesIgnored, _namesAreValues) = (0, false);
        var parameters = Current.Is("(") ? ParseParameters() : null;
        EndStatement();
        var body = ParseBlock();
        (_newLinesIgnored, _namesAreValues) = (ignored, names);
        if (!IsKeyword("end"))
            throw new SyntaxError(opener.Span, "this `do` is not closed", "add an `end` for it");
        Take();
        var definition = new FunctionDefinition { Span = From(opener.Span), Parameters = parameters, Body = body };
        return new FunctionExpression { Span = definition.Span, Definition = definition };
    }

    /// <summary><c>name(x, y) = expression</c>; null, with nothing read, when this is something else.</summary>
    private FunctionStatement? TryParseInlineFunction()
    {
        if (Current.Kind != TokenKind.Identifier || !Peek().Is("(") || Peek().HasSpaceBefore || !IsFollowedByAssignment())
            return null;
        var start = Current.Span;
        var target = ParsePrimary() as AssignableExpression ?? throw Unexpected("the name of a function is needed");
        var parameters = ParseParameters();
        foreach (var parameter in parameters.Where(p => p.IsOptional))
            diagnostics.Error(parameter.Span, "a function of this form takes plain parameters only", "define it with `func`");
        Expect("=", "after the parameters");
        if (!IsExpressionStart())
            throw Unexpected("the function's result is needed");
        var result = ParseExpression();
        EndStatement();
        var definition = new FunctionDefinition { Span = From(start), Name = NameOf(target), Parameters = parameters, Result = result };
        return new FunctionStatement { Span = definition.Span, Target = target, Definition = definition };
    }

    private bool IsFollowedByAssignment()
    {
        for (var i = 2; ; i++)
        {
            var token = Peek(i);
            if (token.Is(")"))
                return Peek(i + 1).Is("=");
            if (token.Kind != TokenKind.Identifier && !token.Is(",") && !token.Is("...") && !token.Is("="))
                return false;
        }
    }

    private List<ParameterDefinition> ParseParameters()
    {
        Expect("(", "before the parameters");
        _newLinesIgnored++;
        SkipNewLines();
        var parameters = new List<ParameterDefinition>();
        while (!Current.Is(")"))
        {
            if (parameters.Count > 0)
                Expect(",", "between parameters");
            parameters.Add(ParseParameter(parameters));
        }
        _newLinesIgnored--;
        Take();
        return parameters;
    }

    private ParameterDefinition ParseParameter(List<ParameterDefinition> before)
    {
        if (Current.Kind != TokenKind.Identifier)
            throw Unexpected("the name of a parameter is needed");
        var name = Take();
        if (before.Any(p => p.Name == name.Text))
            diagnostics.Error(name.Span, $"there are two parameters `{name.Text}`");
        if (before.Any(p => p.IsVariadic))
            diagnostics.Error(name.Span, "no parameter can follow the one with `...`");
        if (TryTake("..."))
            return new ParameterDefinition { Span = From(name.Span), Name = name.Text, IsVariadic = true, IsOptional = true };
        if (TryTake("="))
            return new ParameterDefinition { Span = From(name.Span), Name = name.Text, IsOptional = true, DefaultValue = ParseDefault() };
        if (before.Any(p => p.IsOptional && !p.IsVariadic))
            diagnostics.Error(name.Span, $"`{name.Text}` needs a default value, because a parameter before it has one");
        return new ParameterDefinition { Span = name.Span, Name = name.Text };
    }

    private object? ParseDefault()
    {
        var start = Current.Span;
        var value = ParseOperand();
        return value switch
        {
            LiteralExpression literal => literal.Value,
            UnaryExpression { Operator: UnaryOperator.Negate, Operand: LiteralExpression { Value: int number } } => Values.Boxes.Integer(-(long)number),
            UnaryExpression { Operator: UnaryOperator.Negate, Operand: LiteralExpression { Value: double number } } => -number,
            _ => throw new SyntaxError(TextSpan.FromBounds(start.Start, value.Span.End), "a default value must be a text, a number, true, false or null"),
        };
    }
}
