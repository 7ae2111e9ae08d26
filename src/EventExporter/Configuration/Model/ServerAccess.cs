namespace EventExporter.Configuration.Model;

/// <summary>What credentials are good for.</summary>
internal enum ServerAccess
{
    Read,

    /// <summary>Post events, retry and discard dead letters, silence; and read.</summary>
    Write,
}
