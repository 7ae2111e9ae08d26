namespace EventExporter.Configuration.Model;

/// <summary>How log lines are written.</summary>
internal enum LogFormat
{
    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>For people at a terminal.</summary>
    Pretty,
}
