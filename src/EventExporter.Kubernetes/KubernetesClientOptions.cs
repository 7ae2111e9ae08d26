namespace EventExporter.Kubernetes;

/// <summary>How hard the client may press the API server.</summary>
public sealed record KubernetesClientOptions
{
    public static KubernetesClientOptions Default { get; } = new();

    /// <summary>Requests a second on the long run (<c>kubeQPS</c>); 50 unless set, 0 or less for no limit.</summary>
    public double QueriesPerSecond { get; init; } = 50;

    /// <summary>Requests at once after a quiet time (<c>kubeBurst</c>); 100 unless set.</summary>
    public int Burst { get; init; } = 100;

    /// <summary>
    /// The longest wait for an answer, and for the next piece of a list's body; 60 s unless set. An established watch is not bound by it.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait for a connection, TLS included; 10 s unless set.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public string UserAgent { get; init; } = "event-exporter";
}
