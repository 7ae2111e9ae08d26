using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>$</c>: the data that the template was given, wherever the dot is.</summary>
public sealed class DataExpression : Expression
{
    public override object? Evaluate(RenderContext context) => context.Data.Value;
}
