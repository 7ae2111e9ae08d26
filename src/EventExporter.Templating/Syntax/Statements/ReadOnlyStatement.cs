using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>readonly x</c>: from here on setting it is an error.</summary>
public sealed class ReadOnlyStatement : Statement
{
    /// <summary>A <see cref="VariableExpression"/> or a <see cref="LocalVariableExpression"/>.</summary>
    public required AssignableExpression Variable { get; init; }

    public override Flow Execute(RenderContext context)
    {
        if (Variable is LocalVariableExpression local)
            context.Frame.MakeReadOnly(local.Name);
        else if (Variable is VariableExpression global && context.Scope.This is TemplateObject target)
            target.MakeReadOnly(global.Name);
        return Flow.Next;
    }
}
