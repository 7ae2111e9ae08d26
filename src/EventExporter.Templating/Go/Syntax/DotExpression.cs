using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>.</c>: the data of the template, or the item that a <c>range</c> or <c>with</c> is at.</summary>
public sealed class DotExpression : Expression
{
    public override object? Evaluate(RenderContext context) => context.Data.Dot;
}
