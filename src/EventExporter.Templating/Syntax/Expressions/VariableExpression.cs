using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary>A name of the page, the model or the built-in objects.</summary>
public sealed class VariableExpression : AssignableExpression
{
    public required string Name { get; init; }

    public override object? EvaluateCallee(RenderContext context)
    {
        for (var scope = context.Scope; scope is not null; scope = scope.Outer)
        {
            if (scope.TryGet(Name, out var value))
                return value;
        }
        if (context.Functions.TryGetRoot(Name, out var builtin))
            return builtin;
        return Unknown(context);
    }

    public override void Assign(RenderContext context, object? value)
    {
        var scope = context.Scope;
        if (scope.TrySetLoopVariable(Name, value))
            return;
        if (scope.This is not TemplateObject target)
            throw context.Error(Span, $"`{Name}` cannot be set: the object that `with` opened is read-only");
        if (target.IsReadOnly(Name))
            throw context.Error(Span, $"`{Name}` is read-only");
        target.Set(Name, value);
    }

    private object? Unknown(RenderContext context)
    {
        if (!context.Options.StrictVariables)
            return null;
        var known = context.Root.MemberNames.Concat(context.Functions.RootNames);
        var hint = Nearest.Suggest(Name, known);
        throw context.Error(Span, $"there is no variable `{Name}`" + (hint is null ? "" : "; " + hint));
    }
}
