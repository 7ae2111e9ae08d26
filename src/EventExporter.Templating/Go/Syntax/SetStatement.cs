using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Syntax;

/// <summary>A declaration or assignment on its own, which writes nothing.</summary>
public sealed class SetStatement : Statement
{
    public required SetExpression Set { get; init; }

    public override Flow Execute(RenderContext context)
    {
        Set.Evaluate(context);
        return Flow.Next;
    }
}
