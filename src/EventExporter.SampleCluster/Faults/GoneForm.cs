namespace EventExporter.SampleCluster.Faults;

/// <summary>How a watch from a compacted version is told so.</summary>
public enum GoneForm
{
    /// <summary>HTTP 200 and an ERROR event that carries a Status of code 410: what the real server does, for events and other kinds alike.</summary>
    ErrorEvent,

    /// <summary>HTTP 410 with the Status as its body: what older servers and proxies in front of them do.</summary>
    HttpStatus,
}
