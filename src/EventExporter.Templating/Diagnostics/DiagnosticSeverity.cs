namespace EventExporter.Templating.Diagnostics;

public enum DiagnosticSeverity
{
    /// <summary>The template works, but probably not as meant.</summary>
    Warning,

    /// <summary>The template cannot be used.</summary>
    Error,
}
