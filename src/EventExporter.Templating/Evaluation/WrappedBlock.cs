using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Evaluation;

/// <summary>A block given to a function by <c>wrap</c>, with the block of the frame it was written in.</summary>
public sealed record WrappedBlock(BlockStatement Body, WrappedBlock? Outer);
