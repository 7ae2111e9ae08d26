using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

public sealed class BinaryExpression : Expression
{
    public required BinaryOperator Operator { get; init; }

    public required Expression Left { get; init; }

    public required Expression Right { get; init; }

    public override object? Evaluate(RenderContext context)
    {
        context.GuardStack(Span);
        var left = Left.Evaluate(context);
        return Operator switch
        {
            BinaryOperator.And => Boxes.Bool(context.IsTruthy(left) && context.IsTruthy(Right.Evaluate(context))),
            BinaryOperator.Or => Boxes.Bool(context.IsTruthy(left) || context.IsTruthy(Right.Evaluate(context))),
            BinaryOperator.Coalesce => left ?? Right.Evaluate(context),
            BinaryOperator.NotNullThen => left is null ? null : Right.Evaluate(context),
            _ => context.Profile.Operate(context, Operator, left, Right.Evaluate(context), Span),
        };
    }
}
