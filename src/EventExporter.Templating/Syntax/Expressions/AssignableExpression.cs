using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary>A place that has a value: variable, member or item. Evaluating one that holds a function calls it without arguments.</summary>
public abstract class AssignableExpression : Expression
{
    public sealed override object? Evaluate(RenderContext context)
    {
        var value = EvaluateCallee(context);
        return value is TemplateFunction function ? function.Invoke(context, [], null, Span) : value;
    }

    public abstract override object? EvaluateCallee(RenderContext context);

    public abstract void Assign(RenderContext context, object? value);
}
