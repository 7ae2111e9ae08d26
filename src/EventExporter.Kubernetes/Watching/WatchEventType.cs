namespace EventExporter.Kubernetes.Watching;

public enum WatchEventType
{
    Added,
    Modified,
    Deleted,

    /// <summary>Only the version moved.</summary>
    Bookmark,

    /// <summary>A complete line that could not be read.</summary>
    Malformed,
}
