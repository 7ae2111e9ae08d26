using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary>An expression in parentheses; kept for printing.</summary>
public sealed class NestedExpression : Expression
{
    public required Expression Inner { get; init; }

    public override object? Evaluate(RenderContext context) => Inner.Evaluate(context);

    public override object? EvaluateCallee(RenderContext context) => Inner.EvaluateCallee(context);
}
