using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>++x</c>, <c>--x</c>, <c>x++</c> and <c>x--</c>.</summary>
public sealed class IncrementExpression : Expression
{
    public required AssignableExpression Operand { get; init; }

    /// <summary>1 or -1.</summary>
    public required int Step { get; init; }

    /// <summary>The operator stands behind; the result is the value from before.</summary>
    public required bool IsPostfix { get; init; }

    public override object? Evaluate(RenderContext context)
    {
        var before = Operand.Evaluate(context);
        var after = context.Profile.Operate(context, BinaryOperator.Add, before, Boxes.Int(Step), Span);
        Operand.Assign(context, after);
        return IsPostfix ? before : after;
    }
}
