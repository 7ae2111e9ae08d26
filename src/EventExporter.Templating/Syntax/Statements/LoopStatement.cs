using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary>What <c>for</c> and <c>tablerow</c> share: walking a list with offset, limit and order.</summary>
public abstract class LoopStatement : Statement
{
    /// <summary>A <see cref="VariableExpression"/> or a <see cref="LocalVariableExpression"/>.</summary>
    public required AssignableExpression Variable { get; init; }

    public required Expression Iterator { get; init; }

    public Expression? Offset { get; init; }

    public Expression? Limit { get; init; }

    public bool IsReversed { get; init; }

    public required BlockStatement Body { get; init; }

    /// <summary>Runs when there is nothing to walk.</summary>
    public BlockStatement? Else { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var items = ReadItems(context);
        var first = Math.Max(0, ReadOption(context, Offset) ?? 0);
        var last = (int)Math.Min((long)first + (ReadOption(context, Limit) ?? items.Count), items.Count) - 1;
        if (first > last)
            return Else?.Execute(context) ?? Flow.Next;

        var outer = context.ForLoop;
        var state = new LoopState(items.Count);
        context.ForLoop = state;
        var variable = BeginVariable(context);
        var flow = Walk(context, items, first, last, state, variable);
        EndVariable(context, variable);
        context.ForLoop = outer;
        return flow == Flow.Return ? flow : Flow.Next;
    }

    protected virtual Flow ExecuteRound(RenderContext context, LoopState state) => Body.Execute(context);

    private Flow Walk(RenderContext context, IReadOnlyList<object?> items, int first, int last, LoopState state, LoopVariable? variable)
    {
        object? previous = null;
        var step = IsReversed ? -1 : 1;
        for (int i = IsReversed ? last : first, round = 0; i >= first && i <= last; i += step, round++)
        {
            context.Step(Span);
            if (i >= items.Count)
                break;
            var item = Host.Normalize(items[i]);
            state.Index = i;
            state.Round = round;
            state.ReverseIndex = items.Count - i - 1;
            state.IsFirst = round == 0;
            state.IsLast = round == last - first;
            state.HasChanged = round == 0 || !Equals(previous, item);
            if (variable is null)
                Variable.Assign(context, item);
            else
                variable.Value = item;
            previous = item;
            var flow = ExecuteRound(context, state);
            if (flow is Flow.Break or Flow.Return)
                return flow;
        }
        return Flow.Next;
    }

    private IReadOnlyList<object?> ReadItems(RenderContext context)
    {
        var value = Iterator.Evaluate(context);
        if (value is null)
            return [];
        if (Host.ToList(value) is { } list)
            return list;
        if (value is not string && Host.IsObject(value))
            return Pairs(value);
        throw context.Error(Iterator.Span, $"cannot walk over {TypeNames.Describe(value)}; a list, range or object is needed");
    }

    /// <summary>An object is walked as objects with <c>key</c> and <c>value</c>.</summary>
    private static TemplateList Pairs(object value)
    {
        var pairs = new TemplateList();
        foreach (var name in Host.MemberNames(value).ToList())
        {
            Host.TryGetMember(value, name, out var member);
            var pair = new TemplateObject();
            pair.Set("key", name);
            pair.Set("value", member);
            pairs.Add(pair);
        }
        return pairs;
    }

    private static int? ReadOption(RenderContext context, Expression? option) => option?.Evaluate(context) switch
    {
        null => null,
        int number => Math.Max(0, number),
        long number => number < 0 ? 0 : int.MaxValue,
        double number => (int)Math.Clamp(number, 0, int.MaxValue),
        var other => throw context.Error(option.Span, $"a number is needed here, not {TypeNames.Describe(other)}"),
    };

    private LoopVariable? BeginVariable(RenderContext context)
    {
        if (Variable is not VariableExpression global)
            return null;
        var variable = new LoopVariable(global.Name, context.Scope.Loops);
        context.Scope.Loops = variable;
        return variable;
    }

    private void EndVariable(RenderContext context, LoopVariable? variable)
    {
        if (variable is not null)
            context.Scope.Loops = variable.Outer;
        else if (Variable is LocalVariableExpression local)
            context.Frame.RemoveLocal(local.Name);
    }
}
