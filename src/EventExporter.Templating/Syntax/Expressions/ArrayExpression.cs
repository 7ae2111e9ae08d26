using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>[a, b]</c>.</summary>
public sealed class ArrayExpression : Expression
{
    public required IReadOnlyList<Expression> Items { get; init; }

    public override object? Evaluate(RenderContext context)
    {
        context.GuardStack(Span);
        var list = new TemplateList();
        foreach (var item in Items)
        {
            var value = item.Evaluate(context);
            if (item is UnaryExpression { Operator: UnaryOperator.Expand } && Host.ToList(value) is { } items)
            {
                context.CheckCount(list.Count + items.Count);
                foreach (var each in items)
                    list.Add(each);
            }
            else
            {
                list.Add(value);
            }
        }
        return list;
    }
}
