using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Syntax.Expressions;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>func name ... end</c> or <c>name(x) = expression</c>.</summary>
public sealed class FunctionStatement : Statement
{
    /// <summary>Where the function is kept.</summary>
    public required AssignableExpression Target { get; init; }

    public required FunctionDefinition Definition { get; init; }

    public override Flow Execute(RenderContext context)
    {
        Target.Assign(context, new UserFunction(Definition, context.Source));
        return Flow.Next;
    }
}
