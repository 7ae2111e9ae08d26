using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Expressions;

/// <summary><c>f a b</c>, <c>f(a, b)</c> or <c>a | f b</c>.</summary>
public sealed class CallExpression : Expression
{
    public required Expression Callee { get; init; }

    public required IReadOnlyList<CallArgument> Arguments { get; init; }

    /// <summary>The first argument comes through a pipe.</summary>
    public bool IsPiped { get; init; }

    /// <summary>Written with parentheses and commas.</summary>
    public bool HasParentheses { get; init; }

    public override object? Evaluate(RenderContext context) => Invoke(context, null);

    public object? Invoke(RenderContext context, WrappedBlock? block)
    {
        context.GuardStack(Span);
        var callee = Callee.EvaluateCallee(context);
        if (callee is not TemplateFunction function)
            throw context.Error(Callee.Span, NotCallable(context, callee));
        var start = context.PushArguments(0);
        List<KeyValuePair<string, object?>>? named = null;
        var count = 0;
        foreach (var argument in Arguments)
            Add(context, argument, ref count, ref named);
        var result = block is null
            ? function.Invoke(context, context.ArgumentsFrom(start, count), named, Span)
            : function.InvokeWith(block, context, context.ArgumentsFrom(start, count), named, Span);
        context.PopArguments(start);
        return result;
    }

    private static void Add(
        RenderContext context, CallArgument argument, ref int count, ref List<KeyValuePair<string, object?>>? named)
    {
        var value = argument.Value is null ? Boxes.True : argument.Value.Evaluate(context);
        if (argument.Name is not null)
        {
            (named ??= []).Add(new(argument.Name, value));
        }
        else if (argument.Value is UnaryExpression { Operator: UnaryOperator.Expand } && Host.ToList(value) is { } items)
        {
            context.CheckCount(items.Count);
            foreach (var item in items)
                context.SetArgument(context.PushArguments(1), item);
            count += items.Count;
        }
        else
        {
            context.SetArgument(context.PushArguments(1), value);
            count++;
        }
    }

    private string NotCallable(RenderContext context, object? callee)
    {
        var text = context.Source.Slice(Callee.Span).ToString();
        if (callee is not null)
            return $"`{text}` is no function but {TypeNames.Describe(callee)}";
        var hint = Diagnostics.Nearest.Suggest(text, context.Functions.AllNames);
        return $"there is no function `{text}`" + (hint is null ? "" : "; " + hint);
    }
}
