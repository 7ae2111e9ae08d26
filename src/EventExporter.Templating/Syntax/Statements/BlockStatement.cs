using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary>Statements one after another.</summary>
public sealed class BlockStatement : Statement
{
    private readonly Statement[] _statements = [];

    public required IReadOnlyList<Statement> Statements
    {
        get => _statements;
        init => _statements = [.. value];
    }

    public override Flow Execute(RenderContext context)
    {
        context.GuardStack(Span);
        foreach (var statement in _statements)
        {
            var flow = statement.Execute(context);
            if (flow != Flow.Next)
                return flow;
        }
        return Flow.Next;
    }
}
