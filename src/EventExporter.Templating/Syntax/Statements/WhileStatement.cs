using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Syntax.Statements;

public sealed class WhileStatement : Statement
{
    public required Expression Condition { get; init; }

    public required BlockStatement Body { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var outer = context.WhileLoop;
        var state = new LoopState(0);
        var flow = Flow.Next;
        for (var round = 0; flow is Flow.Next or Flow.Continue; round++)
        {
            context.Step(Span);
            state.Index = round;
            state.IsFirst = round == 0;
            context.WhileLoop = state;
            if (!context.IsTruthy(Condition.Evaluate(context)))
                break;
            flow = Body.Execute(context);
        }
        context.WhileLoop = outer;
        return flow == Flow.Return ? flow : Flow.Next;
    }
}
