using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Parsing;

/// <summary>What <c>define</c> or <c>block</c> names, or a named template of the host.</summary>
public sealed record TemplateDefinition(string Name, BlockStatement Body, SourceText Source);
