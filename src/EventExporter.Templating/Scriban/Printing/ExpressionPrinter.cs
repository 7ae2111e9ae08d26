using System.Globalization;
using EventExporter.Templating.Syntax;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Scriban.Printing;

/// <summary>Expressions as written: parentheses are nodes of their own, so that none have to be added.</summary>
internal sealed class ExpressionPrinter(CodeWriter writer, StatementPrinter statements)
{
    public void Print(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression e:
                writer.Code(Literals.Print(e.Value, e.IsVerbatim));
                break;
            case VariableExpression e:
                writer.Code(e.Name);
                break;
            case LocalVariableExpression e:
                writer.Code("$" + e.Name);
                break;
            case ArgumentsExpression e:
                writer.Code("$" + e.Index?.ToString(CultureInfo.InvariantCulture));
                break;
            case BlockExpression:
                writer.Code("$$");
                break;
            case ThisExpression:
                writer.Code("this");
                break;
            case LoopExpression e:
                writer.Code(e.Keyword);
                break;
            case FunctionExpression e:
                statements.PrintAnonymous(e.Definition);
                break;
            default:
                PrintCompound(expression);
                break;
        }
    }

    private void PrintCompound(Expression expression)
    {
        switch (expression)
        {
            case MemberExpression e:
                Sequence(e.Target, (e.IsOptional ? "?." : ".") + e.Name);
                break;
            case IndexerExpression e:
                Sequence(e.Target, "[", e.Index, "]");
                break;
            case IsEmptyExpression e:
                Sequence(e.Target, ".empty?");
                break;
            case NestedExpression e:
                Sequence("(", e.Inner, ")");
                break;
            case UnaryExpression e:
                Sequence(Symbol(e.Operator), e.Operand is UnaryExpression or IncrementExpression ? " " : "", e.Operand);
                break;
            case IncrementExpression e when e.IsPostfix:
                Sequence(e.Operand, e.Step > 0 ? "++" : "--");
                break;
            case IncrementExpression e:
                Sequence(e.Step > 0 ? "++" : "--", e.Operand);
                break;
            case BinaryExpression e:
                Sequence(e.Left, $" {ScribanOperators.Symbol(e.Operator)} ", e.Right);
                break;
            case ConditionalExpression e:
                Sequence(e.Condition, " ? ", e.Then, " : ", e.Else);
                break;
            case AssignExpression e:
                Sequence(e.Target, e.Operator is { } op ? $" {ScribanOperators.Symbol(op)}= " : " = ", e.Value);
                break;
            case CallExpression e:
                PrintCall(e);
                break;
            case ArrayExpression e:
                PrintList("[", e.Items, "]");
                break;
            case ObjectExpression e:
                PrintObject(e);
                break;
            case InterpolatedExpression e:
                PrintInterpolated(e);
                break;
            default:
                throw new NotSupportedException($"{expression.GetType().Name} has no Scriban form.");
        }
    }

    private void Sequence(params ReadOnlySpan<object> parts)
    {
        foreach (var part in parts)
        {
            if (part is Expression expression)
                Print(expression);
            else
                writer.Code((string)part);
        }
    }

    private static string Symbol(UnaryOperator op) => op switch
    {
        UnaryOperator.Not => "!",
        UnaryOperator.Negate => "-",
        UnaryOperator.Plus => "+",
        UnaryOperator.Alias => "@",
        _ => "^",
    };

    private void PrintCall(CallExpression call)
    {
        var rest = call.Arguments.Skip(call.IsPiped ? 1 : 0).ToList();
        if (call.IsPiped)
            Sequence(call.Arguments[0].Value!, " | ");
        Print(call.Callee);
        if (call.HasParentheses)
            writer.Code("(");
        for (var i = 0; i < rest.Count; i++)
        {
            writer.Code(!call.HasParentheses ? " " : i > 0 ? ", " : "");
            if (rest[i].Name is { } name)
                writer.Code(name + ": ");
            if (rest[i].Value is { } value)
                Print(value);
        }
        if (call.HasParentheses)
            writer.Code(")");
    }

    private void PrintList(string open, IReadOnlyList<Expression> items, string close)
    {
        writer.Code(open);
        for (var i = 0; i < items.Count; i++)
            Sequence(i > 0 ? ", " : "", items[i]);
        writer.Code(close);
    }

    private void PrintObject(ObjectExpression expression)
    {
        // The blanks keep its braces apart from those of code blocks.
        writer.Code("{ ");
        for (var i = 0; i < expression.Members.Count; i++)
        {
            var member = expression.Members[i];
            Sequence(i > 0 ? ", " : "", IsName(member.Name) ? member.Name : Literals.Print(member.Name, false), ": ", member.Value);
        }
        writer.Code(" }");
    }

    private static bool IsName(string text) =>
        text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_') && text.All(c => char.IsLetterOrDigit(c) || c == '_');

    private void PrintInterpolated(InterpolatedExpression expression)
    {
        writer.Code("$\"");
        foreach (var part in expression.Parts)
        {
            if (part is LiteralExpression { IsInterpolatedText: true, Value: string text })
                writer.Code(ValueText.Escape(text).Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal));
            else
                Sequence("{", part, "}");
        }
        writer.Code("\"");
    }
}
