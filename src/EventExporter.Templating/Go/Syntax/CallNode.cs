using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Go.Syntax;

/// <summary>A function with its arguments; it is known since the template was read.</summary>
public sealed class CallNode : Expression
{
    public required TemplateFunction Function { get; init; }

    public required IReadOnlyList<Expression> Arguments { get; init; }

    /// <summary>A call, or the node of its own that <c>and</c> and <c>or</c> are, which do not evaluate all of their arguments.</summary>
    public static Expression Create(TextSpan span, TemplateFunction function, IReadOnlyList<Expression> arguments) => function.Name is "and" or "or"
        ? new LogicExpression { Span = span, StopsAt = function.Name == "or", Arguments = arguments }
        : new CallNode { Span = span, Function = function, Arguments = arguments };

    public override object? Evaluate(RenderContext context)
    {
        context.GuardStack(Span);
        var start = context.PushArguments(Arguments.Count);
        for (var i = 0; i < Arguments.Count; i++)
            context.SetArgument(start + i, Arguments[i].Evaluate(context));
        var result = Function.Invoke(context, context.ArgumentsFrom(start, Arguments.Count), null, Span);
        context.PopArguments(start);
        return result;
    }
}
