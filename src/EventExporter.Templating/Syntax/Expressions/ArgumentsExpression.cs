using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>$</c>, the list of arguments of the running function or include, or <c>$0</c>, <c>$1</c>, ... one of them.</summary>
public sealed class ArgumentsExpression : AssignableExpression
{
    /// <summary>Null for the whole list.</summary>
    public int? Index { get; init; }

    public override object? EvaluateCallee(RenderContext context)
    {
        var arguments = context.Frame.Arguments;
        if (Index is not { } index)
            return arguments ??= context.Frame.Arguments = new TemplateList();
        return arguments is not null && index < arguments.Count ? arguments[index] : null;
    }

    public override void Assign(RenderContext context, object? value)
    {
        if (Index is not { } index)
            throw context.Error(Span, "`$` itself cannot be set");
        var arguments = context.Frame.Arguments ??= new TemplateList();
        ListWriter.Set(context, arguments, index, value, Span);
    }
}
