using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>import obj</c>: the object's members become variables; read-only ones stay as they are.</summary>
public sealed class ImportStatement : Statement
{
    public required Expression Value { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var value = Value.Evaluate(context);
        if (!Host.IsObject(value))
            throw context.Error(Span, $"only an object can be imported, not {TypeNames.Describe(value)}");
        if (context.Scope.This is not TemplateObject target)
            throw context.Error(Span, "cannot import here: the object that `with` opened is read-only");
        foreach (var name in Host.MemberNames(value).ToList())
        {
            if (!target.IsReadOnly(name) && Host.TryGetMember(value!, name, out var member))
                target.Set(name, member);
        }
        return Flow.Next;
    }
}
