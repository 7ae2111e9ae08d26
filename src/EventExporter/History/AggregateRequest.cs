using EventExporter.Query;

namespace EventExporter.History;

/// <summary>Counts of a query's events in groups.</summary>
internal sealed record AggregateRequest(EventQuery Query)
{
    /// <summary>None: one group of all.</summary>
    public IReadOnlyList<FieldPath> By { get; init; } = [];

    /// <summary>At least a second; buckets begin at multiples of it since 1970, in UTC. Null: no buckets.</summary>
    public TimeSpan? Bucket { get; init; }

    public IReadOnlyList<AggregateMetric> Metrics { get; init; } = [AggregateMetric.Count];

    /// <summary>How many different groups, buckets not counted. The others are left out, and the answer says so.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The metric by which groups are ranked; a group's buckets are in order of time.</summary>
    public AggregateMetric Order { get; init; } = AggregateMetric.Count;

    /// <summary>Largest first, and those are kept; else smallest.</summary>
    public bool Descending { get; init; } = true;

    public QueryBudget Budget { get; init; } = QueryBudget.Default;
}
