namespace EventExporter.Configuration.Problems;

/// <summary>Whether a configuration can be run in spite of the problem.</summary>
internal enum ProblemSeverity
{
    /// <summary>The configuration cannot be run.</summary>
    Error,

    /// <summary>The configuration runs, but probably not as its author meant it.</summary>
    Warning,
}
