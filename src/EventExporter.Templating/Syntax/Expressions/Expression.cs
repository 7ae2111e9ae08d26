using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

public abstract class Expression : Node
{
    public abstract object? Evaluate(RenderContext context);

    /// <summary>The value without calling it when it is a function.</summary>
    public virtual object? EvaluateCallee(RenderContext context) => Evaluate(context);
}
