using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>condition ? then : else</c>.</summary>
public sealed class ConditionalExpression : Expression
{
    public required Expression Condition { get; init; }

    public required Expression Then { get; init; }

    public required Expression Else { get; init; }

    public override object? Evaluate(RenderContext context) =>
        context.IsTruthy(Condition.Evaluate(context)) ? Then.Evaluate(context) : Else.Evaluate(context);
}
