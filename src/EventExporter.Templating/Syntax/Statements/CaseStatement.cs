using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>case x</c> with <c>when a, b</c> and <c>else</c>.</summary>
public sealed class CaseStatement : Statement
{
    public required Expression Value { get; init; }

    public required IReadOnlyList<When> Whens { get; init; }

    public BlockStatement? Else { get; init; }

    public override Flow Execute(RenderContext context)
    {
        var value = Value.Evaluate(context);
        foreach (var when in Whens)
        {
            foreach (var candidate in when.Values)
            {
                if (context.Profile.AreEqual(context, value, candidate.Evaluate(context), candidate.Span))
                    return when.Body.Execute(context);
            }
        }
        return Else?.Execute(context) ?? Flow.Next;
    }

    public sealed class When : Node
    {
        public required IReadOnlyList<Expression> Values { get; init; }

        public required BlockStatement Body { get; init; }
    }
}
