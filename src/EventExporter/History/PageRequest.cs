using EventExporter.Query;

namespace EventExporter.History;

/// <summary>Which events, in which order.</summary>
internal sealed record PageRequest(EventQuery Query)
{
    public int Limit { get; init; } = 100;

    /// <summary><see cref="EventPage.Next"/> of the page before; null: the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>By the time of being last seen; else newest first.</summary>
    public bool OldestFirst { get; init; }

    public QueryBudget Budget { get; init; } = QueryBudget.Default;
}
