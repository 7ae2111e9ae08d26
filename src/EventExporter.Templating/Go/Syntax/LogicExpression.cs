using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>and</c> and <c>or</c>: the first argument that decides, else the last; those behind it are not evaluated.</summary>
public sealed class LogicExpression : Expression
{
    /// <summary>True for <c>or</c>, which stops at the first argument that is true.</summary>
    public required bool StopsAt { get; init; }

    public required IReadOnlyList<Expression> Arguments { get; init; }

    public override object? Evaluate(RenderContext context)
    {
        context.GuardStack(Span);
        object? value = null;
        foreach (var argument in Arguments)
        {
            context.Step(Span);
            value = argument.Evaluate(context);
            if (context.IsTruthy(value) == StopsAt)
                return value;
        }
        return value;
    }
}
