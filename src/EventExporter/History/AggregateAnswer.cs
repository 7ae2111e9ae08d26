namespace EventExporter.History;

/// <summary>Groups by rank; with buckets in order of time, and by rank within one. Buckets without events are left out.</summary>
/// <param name="Since">The range that rates are over: the query's, or from the first event on.</param>
/// <param name="OtherGroups">How many groups the limit left out.</param>
/// <param name="Partial">Why counts may be too low; null if they are not.</param>
internal sealed record AggregateAnswer(
    IReadOnlyList<AggregateGroup> Groups, TimeSpan? Bucket, DateTimeOffset Since, DateTimeOffset Until, int OtherGroups, string? Partial);
