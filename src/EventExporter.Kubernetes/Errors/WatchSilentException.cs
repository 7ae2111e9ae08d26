namespace EventExporter.Kubernetes.Errors;

/// <summary>A watch said nothing for so long that its connection must be taken for dead. Watch again from the last version.</summary>
public sealed class WatchSilentException(TimeSpan silence, string message) : IOException(message)
{
    /// <summary>How long nothing had come when the connection was given up.</summary>
    public TimeSpan Silence { get; } = silence;
}
