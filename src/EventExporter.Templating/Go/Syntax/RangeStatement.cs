using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>range</c>: over a list, a map in the order of its keys, or the numbers below a number.</summary>
public sealed class RangeStatement : Statement
{
    public required Expression Items { get; init; }

    /// <summary>The variable for the position or the map's key.</summary>
    public int? Key { get; init; }

    /// <summary>The variable for the item.</summary>
    public int? Value { get; init; }

    public required BlockStatement Body { get; init; }

    /// <summary>Runs when there is nothing to walk.</summary>
    public BlockStatement? Else { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var items = Items.Evaluate(context);
        var data = context.Data;
        var (outer, loop) = (data.Dot, context.ForLoop);
        context.ForLoop = new LoopState(0);
        var flow = Walk(context, data, items, out var rounds);
        context.ForLoop = loop;
        data.Dot = outer;
        if (rounds == 0 && Else is not null)
            return Else.Execute(context);
        return flow == Flow.Return ? flow : Flow.Next;
    }

    private Flow Walk(RenderContext context, DataFrame data, object? items, out int rounds)
    {
        rounds = 0;
        if (items is int or long)
            return Count(context, data, Numbers.ToLong(items)!.Value, ref rounds);
        if (GoKinds.IsMap(items))
        {
            foreach (var name in GoKinds.Keys(items))
            {
                Host.TryGetMember(items!, name, out var value);
                rounds++;
                if (Round(context, data, name, value) is var flow and not (Flow.Next or Flow.Continue))
                    return flow;
            }
            return Flow.Next;
        }
        if (items is null)
            return Flow.Next;
        if (Host.ToList(items) is not { } list)
            throw context.Error(Items.Span, $"range can't iterate over a {GoKinds.TypeOf(items)}");
        for (var i = 0; i < list.Count; i++)
        {
            rounds++;
            if (Round(context, data, Boxes.Int(i), Host.Normalize(list[i])) is var flow and not (Flow.Next or Flow.Continue))
                return flow;
        }
        return Flow.Next;
    }

    private Flow Count(RenderContext context, DataFrame data, long count, ref int rounds)
    {
        for (var i = 0L; i < count; i++)
        {
            rounds = 1;
            if (Round(context, data, Boxes.Integer(i), Boxes.Integer(i)) is var flow and not (Flow.Next or Flow.Continue))
                return flow;
        }
        return Flow.Next;
    }

    private Flow Round(RenderContext context, DataFrame data, object key, object? value)
    {
        context.Step(Span);
        data.Dot = value;
        if (Key is { } keySlot)
            data[keySlot] = key;
        if (Value is { } valueSlot)
            data[valueSlot] = value;
        return Body.Execute(context);
    }
}
