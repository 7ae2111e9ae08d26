namespace EventExporter.Templating.Syntax;

/// <summary>A parameter of a template's own function: <c>x</c>, <c>x = 1</c> or <c>x...</c>.</summary>
public sealed class ParameterDefinition : Node
{
    public required string Name { get; init; }

    public bool IsOptional { get; init; }

    public bool IsVariadic { get; init; }

    public object? DefaultValue { get; init; }
}
