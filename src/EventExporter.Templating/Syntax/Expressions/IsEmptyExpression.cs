using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>a.empty?</c>.</summary>
public sealed class IsEmptyExpression : Expression
{
    public required Expression Target { get; init; }

    public override object? Evaluate(RenderContext context) => Boxes.Bool(Emptiness.IsEmpty(Target.Evaluate(context)));
}
