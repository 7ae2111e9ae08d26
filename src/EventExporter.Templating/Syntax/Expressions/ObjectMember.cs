namespace EventExporter.Templating.Syntax.Expressions;

/// <summary>One <c>name: value</c> of an object.</summary>
public sealed class ObjectMember : Node
{
    public required string Name { get; init; }

    public required Expression Value { get; init; }
}
