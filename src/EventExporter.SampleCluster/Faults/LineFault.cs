namespace EventExporter.SampleCluster.Faults;

/// <summary>What happens to the next line of a watch.</summary>
internal enum LineFault
{
    None,

    /// <summary>Half of it is sent, then the connection breaks.</summary>
    CutAndBreak,

    /// <summary>Half of it is sent, then the body ends in good order.</summary>
    CutAndEnd,

    /// <summary>A complete line that is not JSON is sent in its place.</summary>
    Malform,
}
