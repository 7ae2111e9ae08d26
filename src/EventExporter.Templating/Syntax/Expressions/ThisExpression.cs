using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>this</c>: the object that unprefixed names belong to.</summary>
public sealed class ThisExpression : Expression
{
    public override object? Evaluate(RenderContext context) => context.Scope.This;
}
