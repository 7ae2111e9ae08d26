namespace EventExporter.History;

/// <param name="Object">Its kind in any case, and without a namespace where that is not known.</param>
internal sealed record TimelineRequest(TimelineObject Object, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>How many events a lane shows, the newest; its bars count all.</summary>
    public int EventsPerLane { get; init; } = 500;

    /// <summary>How many lanes.</summary>
    public int Lanes { get; init; } = 30;

    /// <summary>Objects of these only are shown; null: all.</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }
}
