using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Parsing;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Syntax;

/// <summary><c>template "name" data</c>: renders a named template, which sees the data given and nothing else.</summary>
public sealed class TemplateStatement : Statement
{
    public required string Name { get; init; }

    public required TemplateSet Set { get; init; }

    /// <summary>Null when none is given.</summary>
    public Expression? Data { get; init; }

    public override Flow Execute(RenderContext context)
    {
        if (!Set.TryGet(Name, out var definition))
            throw context.Error(Span, $"no template `{Name}` is defined");
        context.Step(Span);
        context.EnterDepth(Span);
        var (data, source) = (context.Data, context.Source);
        context.Data = new DataFrame(Data?.Evaluate(context));
        context.Source = definition!.Source;
        definition.Body.Execute(context);
        (context.Data, context.Source) = (data, source);
        context.LeaveDepth();
        return Flow.Next;
    }
}
