using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary>A text, number, boolean or null.</summary>
public sealed class LiteralExpression : Expression
{
    public required object? Value { get; init; }

    /// <summary>Written between backquotes.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>The text between the expressions of an <see cref="InterpolatedExpression"/>.</summary>
    public bool IsInterpolatedText { get; init; }

    public override object? Evaluate(RenderContext context) => Value;
}
