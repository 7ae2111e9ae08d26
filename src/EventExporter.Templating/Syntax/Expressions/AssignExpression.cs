using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>x = value</c>, <c>x += value</c>, or <c>x ??= value</c>, which sets only what is null. Writes nothing.</summary>
public sealed class AssignExpression : Expression
{
    public required AssignableExpression Target { get; init; }

    /// <summary>Null for plain <c>=</c>.</summary>
    public BinaryOperator? Operator { get; init; }

    public required Expression Value { get; init; }

    public override object? Evaluate(RenderContext context)
    {
        if (Operator == BinaryOperator.Coalesce && Target.Evaluate(context) is not null)
            return null;
        var value = Value.Evaluate(context);
        if (Operator is { } op and not BinaryOperator.Coalesce)
            value = context.Profile.Operate(context, op, Target.Evaluate(context), value, Span);
        Target.Assign(context, value);
        return null;
    }
}
