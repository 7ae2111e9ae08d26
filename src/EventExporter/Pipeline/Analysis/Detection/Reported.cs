namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>Which findings become events of their own.</summary>
internal enum Reported
{
    /// <summary>Those about events of type Warning.</summary>
    Warnings,

    All,

    None,
}
