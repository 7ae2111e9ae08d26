using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>$name</c>.</summary>
public sealed class SlotExpression : Expression
{
    public required int Slot { get; init; }

    public required string Name { get; init; }

    public override object? Evaluate(RenderContext context) => context.Data[Slot];
}
