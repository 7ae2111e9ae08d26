using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Problems;

namespace EventExporter.Configuration;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Configuration">The configuration; null when there is an error among the problems.</param>
/// <param name="Sources">Where each section and key was written, for checks that run later (templates, for one).</param>
/// <param name="Problems">Errors and warnings, in the order of the file.</param>
internal sealed record LoadResult(ExporterConfiguration? Configuration, SourceMap Sources, IReadOnlyList<Problem> Problems)
{
    public static LoadResult Failed(Problem problem) => new(null, new SourceMap(), [problem]);
}
