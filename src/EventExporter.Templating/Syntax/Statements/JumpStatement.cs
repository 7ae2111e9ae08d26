using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>break</c> or <c>continue</c>.</summary>
public sealed class JumpStatement : Statement
{
    /// <summary><see cref="Flow.Break"/> or <see cref="Flow.Continue"/>.</summary>
    public required Flow Kind { get; init; }

    public override Flow Execute(RenderContext context) =>
        context.ForLoop is not null || context.WhileLoop is not null
            ? Kind
            : throw context.Error(Span, $"`{(Kind == Flow.Break ? "break" : "continue")}` is only possible inside a loop");
}
