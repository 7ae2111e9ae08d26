using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>$$</c>: runs the block that <c>wrap</c> gave to the function.</summary>
public sealed class BlockExpression : Expression
{
    public override object? Evaluate(RenderContext context)
    {
        var frame = context.Frame;
        if (frame.Block is not { } block)
            throw context.Error(Span, "`$$` is only there in a function that `wrap` calls");
        context.EnterDepth(Span);
        frame.Block = block.Outer;
        context.Step(Span);
        block.Body.Execute(context);
        frame.Block = block;
        context.LeaveDepth();
        return null;
    }
}
