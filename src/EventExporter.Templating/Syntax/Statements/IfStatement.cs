using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>if</c> with any number of <c>else if</c>, and <c>else</c>.</summary>
public sealed class IfStatement : Statement
{
    public required IReadOnlyList<Branch> Branches { get; init; }

    public BlockStatement? Else { get; init; }

    public override Flow Execute(RenderContext context)
    {
        foreach (var branch in Branches)
        {
            if (context.IsTruthy(branch.Condition.Evaluate(context)))
                return branch.Body.Execute(context);
        }
        return Else?.Execute(context) ?? Flow.Next;
    }

    public sealed class Branch : Node
    {
        public required Expression Condition { get; init; }

        public required BlockStatement Body { get; init; }
    }
}
