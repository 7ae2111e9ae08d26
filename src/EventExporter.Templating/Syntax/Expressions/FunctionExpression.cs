using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>do; ret $0; end</c>: a function as a value.</summary>
public sealed class FunctionExpression : Expression
{
    public required FunctionDefinition Definition { get; init; }

    public override object? Evaluate(RenderContext context) => new UserFunction(Definition, context.Source);
}
