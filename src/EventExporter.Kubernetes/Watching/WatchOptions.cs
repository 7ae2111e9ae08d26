namespace EventExporter.Kubernetes.Watching;

public sealed record WatchOptions
{
    /// <summary>Where to go on from; null has the server begin with what there is.</summary>
    public string? ResourceVersion { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>When the server is to end the watch; null for a random 5 to 10 minutes, so that many watchers do not come back at once.</summary>
    public TimeSpan? Timeout { get; init; }

    public bool AllowBookmarks { get; init; } = true;

    /// <summary>How long after <see cref="Timeout"/> the server may be late before its connection is taken for dead; 30 s unless set.</summary>
    public TimeSpan Slack { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Silence after which the connection is taken for dead even before <see cref="Timeout"/>; null for no such limit, because an idle
    /// cluster is silent for minutes.
    /// </summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>The longest line; what is longer is reported as malformed. 3 MB unless set, twice what etcd stores by default.</summary>
    public int MaxLineBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>Told once the server has accepted the watch.</summary>
    public Action? OnOpened { get; init; }
}
