using System.Globalization;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>a[b]</c>: an item by number (negative counts from the end) or a member by name.</summary>
public sealed class IndexerExpression : AssignableExpression
{
    public required Expression Target { get; init; }

    public required Expression Index { get; init; }

    public override object? EvaluateCallee(RenderContext context)
    {
        var target = Target.Evaluate(context);
        if (target is null)
        {
            if (context.Options.RelaxedTargetAccess || Target is MemberExpression { IsOptional: true })
                return null;
            throw context.Error(Span, $"cannot take an item: `{context.Source.Slice(Target.Span)}` is null");
        }
        return context.Profile.GetItem(context, target, Index.Evaluate(context), Span);
    }

    public override void Assign(RenderContext context, object? value)
    {
        var target = Target.Evaluate(context);
        var index = Index.Evaluate(context);
        switch (target)
        {
            case TemplateList list when index is int position:
                ListWriter.Set(context, list, position, value, Span);
                break;
            case TemplateList list when index is string name && name != "size":
                list.SetProperty(name, value);
                break;
            case TemplateObject o when index is not null:
                SetMember(context, o, index as string ?? Convert.ToString(index, CultureInfo.InvariantCulture)!, value);
                break;
            default:
                throw context.Error(Span, $"cannot set an item of `{context.Source.Slice(Target.Span)}`: {TypeNames.Describe(target)} is not a list or object of the template");
        }
    }

    private void SetMember(RenderContext context, TemplateObject target, string name, object? value)
    {
        if (target.IsReadOnly(name))
            throw context.Error(Span, $"`{name}` is read-only");
        target.Set(name, value);
    }
}
