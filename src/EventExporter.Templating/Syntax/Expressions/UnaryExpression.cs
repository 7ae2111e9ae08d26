using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

public sealed class UnaryExpression : Expression
{
    public required UnaryOperator Operator { get; init; }

    public required Expression Operand { get; init; }

    public override object? Evaluate(RenderContext context) => Operator switch
    {
        UnaryOperator.Not => Boxes.Bool(!context.IsTruthy(Operand.Evaluate(context))),
        UnaryOperator.Alias => Operand.EvaluateCallee(context),
        UnaryOperator.Expand => Operand.Evaluate(context),
        _ => context.Profile.Operate(context, Operator, Operand.Evaluate(context), Span),
    };

    public override object? EvaluateCallee(RenderContext context) => Evaluate(context);
}
