using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating.Go.Syntax;

/// <summary>One <c>.Name</c> of a chain, with its place.</summary>
public readonly record struct FieldName(string Name, TextSpan Span);
