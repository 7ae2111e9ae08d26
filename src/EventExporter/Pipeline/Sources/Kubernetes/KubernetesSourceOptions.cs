namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>How the events of a cluster are followed.</summary>
internal sealed record KubernetesSourceOptions
{
    /// <summary>Namespaces to watch, each with a watch of its own; empty for one watch over all of them.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>The configured cluster name, for the events that the source itself makes.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>
    /// Without a committed position: true sends everything the API server still keeps, false (the default) what happens from
    /// <see cref="StartedAt"/> on.
    /// </summary>
    public bool StartWithAll { get; init; }

    /// <summary>What counts as now for a start without a position; null for the moment at which the source is run.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Widens the start into the past (<c>maxEventAgeSeconds</c>); 0 by default.</summary>
    public TimeSpan MaxEventAge { get; init; }

    /// <summary>
    /// How long every event is surely remembered, across restarts: what the journal keeps of the seen-set; 1 h by default. An unknown event
    /// that is older than what was proven by this much was seen and forgotten.
    /// </summary>
    public TimeSpan SeenAtLeast { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long an event is remembered whose expiry was never told; 49 h by default: no Kubernetes version keeps events for more than
    /// 48 h unless its <c>--event-ttl</c> says so.
    /// </summary>
    public TimeSpan SeenMaxAge { get; init; } = TimeSpan.FromHours(49);

    /// <summary>Health is failed when a watch has not worked for this long; 5 min by default.</summary>
    public TimeSpan FailedAfter { get; init; } = TimeSpan.FromMinutes(5);
}
