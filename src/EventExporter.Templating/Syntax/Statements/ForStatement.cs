namespace EventExporter.Templating.Syntax.Statements;

/// <summary><c>for x in list</c>.</summary>
public sealed class ForStatement : LoopStatement;
