using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary>An expression whose value is written.</summary>
public sealed class ExpressionStatement : Statement
{
    public required Expression Expression { get; init; }

    public override Flow Execute(RenderContext context)
    {
        if (Indent is null || !context.Options.AutoIndent)
        {
            Write(context);
            return Flow.Next;
        }
        var output = context.Output;
        var outer = output.Indent;
        output.Indent = outer + Indent;
        Write(context);
        output.Indent = outer;
        return Flow.Next;
    }

    private void Write(RenderContext context)
    {
        var value = Expression.Evaluate(context);
        context.CallSpan = Span;
        if (value is not null || Expression is not (AssignExpression or BlockExpression))
            context.Profile.Write(context, value);
    }
}
