using EventExporter.Configuration.Loading;

namespace EventExporter.Configuration.Problems;

/// <summary>Collects what is wrong; nothing that writes to it stops at the first problem.</summary>
internal sealed class ProblemList
{
    private readonly HashSet<Problem> _seen = [];

    public bool HasErrors => _seen.Any(problem => problem.IsError);

    public void Error(SourceLocation location, string path, string message, string? hint = null) =>
        Add(location, path, message, hint, ProblemSeverity.Error);

    public void Warning(SourceLocation location, string path, string message, string? hint = null) =>
        Add(location, path, message, hint, ProblemSeverity.Warning);

    /// <summary>Whether an error has been found at a path or below it, so that what seems to follow from it need not be told.</summary>
    public bool HasErrorWithin(string path) => _seen.Any(problem => problem.IsError && NodePath.IsWithin(problem.Path, path));

    public bool HasErrorInLine(int line) => _seen.Any(problem => problem.IsError && problem.Line == line);

    /// <summary>In the order of the file, so that a reader goes through it once from top to bottom.</summary>
    public IReadOnlyList<Problem> Sorted() =>
        [.. _seen
            .OrderBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column)
            .ThenBy(problem => problem.Path, StringComparer.Ordinal)
            .ThenBy(problem => problem.Message, StringComparer.Ordinal)];

    // A node reached through a YAML alias may be looked at more than once: the same finding is said once.
    private void Add(SourceLocation location, string path, string message, string? hint, ProblemSeverity severity) =>
        _seen.Add(new Problem(location.File, location.Line, location.Column, path, message, hint, severity));
}
