using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>$name</c>: known only in the page or function that sets it.</summary>
public sealed class LocalVariableExpression : AssignableExpression
{
    public required string Name { get; init; }

    public override object? EvaluateCallee(RenderContext context) => context.Frame.GetLocal(Name);

    public override void Assign(RenderContext context, object? value)
    {
        if (context.Frame.IsReadOnly(Name))
            throw context.Error(Span, $"`${Name}` is read-only");
        context.Frame.SetLocal(Name, value);
    }
}
