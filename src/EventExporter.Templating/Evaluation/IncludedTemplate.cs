using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Evaluation;

/// <summary>A template that others include, with everything found wrong with it.</summary>
internal sealed record IncludedTemplate(SourceText Source, BlockStatement Page, IReadOnlyList<Diagnostic> Diagnostics);
