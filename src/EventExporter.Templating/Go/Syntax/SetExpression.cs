using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>$name := value</c> and <c>$name = value</c>; its value is the one that is set.</summary>
public sealed class SetExpression : Expression
{
    public required int Slot { get; init; }

    public required string Name { get; init; }

    public required Expression Value { get; init; }

    public override object? Evaluate(RenderContext context) => context.Data[Slot] = Value.Evaluate(context);
}
