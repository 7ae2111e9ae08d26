using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>ret value</c>: leaves the function or the page.</summary>
public sealed class ReturnStatement : Statement
{
    public Expression? Value { get; init; }

    public override Flow Execute(RenderContext context)
    {
        context.ReturnValue = Value?.Evaluate(context);
        return Flow.Return;
    }
}
