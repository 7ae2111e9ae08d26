using EventExporter.Templating.Diagnostics;

namespace EventExporter.Templating;

/// <summary>What came of reading a template: the template unless there is an error, and everything found wrong with it.</summary>
public sealed record ParseResult(Template? Template, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool Succeeded => Template is not null;
}
