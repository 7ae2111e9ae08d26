namespace EventExporter.Pipeline.Sinks.Aws;

internal enum AwsErrorKind
{
    /// <summary>Not a name we know; the HTTP status has to do.</summary>
    Unknown,

    /// <summary>Load or an outage.</summary>
    Passing,

    /// <summary>Permissions, names, keys or clocks: somebody has to mend it, the records are fine.</summary>
    Setup,

    /// <summary>Something that was sent will never be accepted.</summary>
    Content,
}
