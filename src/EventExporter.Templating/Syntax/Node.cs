using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Syntax;

/// <summary>A piece of a template's tree. Trees never change after parsing and are shared between threads.</summary>
public abstract class Node
{
    public required TextSpan Span { get; init; }
}
