using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>a.b</c>, or <c>a?.b</c>, which is null when <c>a</c> is.</summary>
public sealed class MemberExpression : AssignableExpression
{
    public required Expression Target { get; init; }

    public required string Name { get; init; }

    public bool IsOptional { get; init; }

    public override object? EvaluateCallee(RenderContext context)
    {
        var target = Target.Evaluate(context);
        if (target is null)
        {
            if (IsOptional || context.Options.RelaxedTargetAccess)
                return null;
            throw context.Error(Span, $"cannot read `{Name}`: {SourceOf(context)} is null; write `?.` where it may be");
        }
        return context.Profile.GetMember(context, target, Name, Span);
    }

    public override void Assign(RenderContext context, object? value)
    {
        var target = Target.Evaluate(context);
        switch (target)
        {
            case null:
                throw context.Error(Span, $"cannot set `{Name}`: {SourceOf(context)} is null");
            case TemplateObject o when o.IsReadOnly(Name):
                throw context.Error(Span, $"`{Name}` is read-only");
            case TemplateObject o:
                o.Set(Name, value);
                break;
            case TemplateList list when Name != "size":
                list.SetProperty(Name, value);
                break;
            case FunctionGroup group when group.TrySet(context, Name, value):
                break;
            default:
                throw context.Error(Span, $"cannot set `{Name}`: {SourceOf(context)} is read-only ({TypeNames.Describe(target)})");
        }
    }

    private string SourceOf(RenderContext context) => $"`{context.Source.Slice(Target.Span)}`";
}
