namespace EventExporter.Templating.Syntax.Expressions;

/// <summary>An argument of a call, with a name where it is given by name.</summary>
public sealed class CallArgument : Node
{
    public string? Name { get; init; }

    /// <summary>Null for a name alone, which stands for true.</summary>
    public Expression? Value { get; init; }
}
