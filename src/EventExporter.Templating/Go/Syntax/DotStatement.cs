using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>with</c>: a value that is not empty becomes the dot.</summary>
public sealed class DotStatement : Statement
{
    public required Expression Value { get; init; }

    public required BlockStatement Body { get; init; }

    public BlockStatement? Else { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var value = Value.Evaluate(context);
        if (!context.IsTruthy(value))
            return Else?.Execute(context) ?? Flow.Next;
        var data = context.Data;
        var outer = data.Dot;
        data.Dot = value;
        var flow = Body.Execute(context);
        data.Dot = outer;
        return flow;
    }
}
