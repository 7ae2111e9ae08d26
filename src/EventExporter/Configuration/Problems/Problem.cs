namespace EventExporter.Configuration.Problems;

/// <summary>One thing wrong with a configuration: where it stands, what it is, and the way out.</summary>
/// <param name="File">The file as it was named by the user.</param>
/// <param name="Line">One-based.</param>
/// <param name="Column">One-based.</param>
/// <param name="Path">Where in the tree, such as <c>receivers[2].elasticsearch.hosts</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong, with the value found. Never holds a secret.</param>
/// <param name="Hint">What to write instead, if it can be said.</param>
/// <param name="Severity">Whether the configuration can be run all the same.</param>
internal sealed record Problem(
    string File, int Line, int Column, string Path, string Message, string? Hint, ProblemSeverity Severity)
{
    public bool IsError => Severity == ProblemSeverity.Error;

    /// <summary><c>file:line:column: path: message (hint)</c>, the form that editors make clickable.</summary>
    public override string ToString()
    {
        var warning = IsError ? "" : "warning: ";
        var path = Path.Length == 0 ? "" : Path + ": ";
        var hint = Hint is null ? "" : $" ({Hint})";
        return $"{File}:{Line}:{Column}: {warning}{path}{Message}{hint}";
    }
}
