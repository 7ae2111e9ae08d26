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

    /// <summary>The blanks before the code block with the <c>end</c>, <c>else</c> or <c>when</c> that ends this; only for printing.</summary>
    public string? EndIndent { get; init; }

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
