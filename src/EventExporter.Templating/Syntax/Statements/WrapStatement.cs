using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>wrap f args ... end</c>: calls a function that can run the block as <c>$$</c>.</summary>
public sealed class WrapStatement : Statement
{
    public required CallExpression Call { get; init; }

    public required BlockStatement Body { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var result = Call.Invoke(context, new WrappedBlock(Body, context.Frame.Block));
        context.CallSpan = Span;
        if (result is not null)
            context.Profile.Write(context, result);
        return Flow.Next;
    }
}
