using EventExporter.Templating.Syntax.Expressions;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Syntax;

/// <summary>What <c>func</c>, <c>do</c> and <c>name(x) = ...</c> define. Exactly one of the bodies is there.</summary>
public sealed class FunctionDefinition : Node
{
    /// <summary>Null for anonymous functions.</summary>
    public string? Name { get; init; }

    /// <summary>Null when the function is declared without parentheses and takes whatever it is given.</summary>
    public IReadOnlyList<ParameterDefinition>? Parameters { get; init; }

    public BlockStatement? Body { get; init; }

    public Expression? Result { get; init; }
}
