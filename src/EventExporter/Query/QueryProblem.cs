namespace EventExporter.Query;

/// <summary>What is wrong with a query.</summary>
/// <param name="Column">Where, counted from 1 in characters of the text.</param>
/// <param name="Hint">What could stand there; null where the message says it all.</param>
internal record QueryProblem(int Column, string Message, string? Hint = null)
{
    public sealed override string ToString() => Hint is null ? $"column {Column}: {Message}" : $"column {Column}: {Message}; {Hint}";
}
