using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>{a: 1, "b c": 2}</c>.</summary>
public sealed class ObjectExpression : Expression
{
    public required IReadOnlyList<ObjectMember> Members { get; init; }

    public override object? Evaluate(RenderContext context)
    {
        context.GuardStack(Span);
        var result = new TemplateObject();
        foreach (var member in Members)
            result.Set(member.Name, member.Value.Evaluate(context));
        return result;
    }
}
