using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>capture x ... end</c>: what the block writes becomes the variable's text.</summary>
public sealed class CaptureStatement : Statement
{
    public required AssignableExpression Target { get; init; }

    public required BlockStatement Body { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var capture = context.BeginCapture();
        var flow = Body.Execute(context);
        Target.Assign(context, context.EndCapture(capture));
        return flow;
    }
}
