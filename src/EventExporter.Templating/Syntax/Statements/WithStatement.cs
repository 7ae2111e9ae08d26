using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>with obj ... end</c>: names are looked up in the object first, and set there.</summary>
public sealed class WithStatement : Statement
{
    public required Expression Value { get; init; }

    public required BlockStatement Body { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var value = Value.Evaluate(context);
        if (!Host.IsObject(value))
            throw context.Error(Value.Span, $"`with` needs an object, not {TypeNames.Describe(value)}");
        context.EnterScope(value!);
        var flow = Body.Execute(context);
        context.LeaveScope();
        return flow;
    }
}
