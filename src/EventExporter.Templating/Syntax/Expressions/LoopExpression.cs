using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>for</c> and <c>while</c> in <c>for.index</c>: the state of the loop around it.</summary>
public sealed class LoopExpression : Expression
{
    /// <summary>As written: for, tablerow or while.</summary>
    public required string Keyword { get; init; }

    public override object? Evaluate(RenderContext context) =>
        (Keyword == "while" ? context.WhileLoop : context.ForLoop)
        ?? throw context.Error(Span, $"`{Keyword}` is only known inside a {Keyword} loop");
}
