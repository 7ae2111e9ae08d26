namespace EventExporter.History;

/// <param name="Time">The beginning of the bucket; null without buckets.</param>
/// <param name="Values">By index in <see cref="AggregateRequest.By"/>.</param>
/// <param name="Objects">0 unless <see cref="AggregateMetric.Objects"/> was asked for.</param>
internal sealed record AggregateGroup(DateTimeOffset? Time, IReadOnlyList<string> Values, long Count, long Events, long Objects, double Rate)
{
    public double Of(AggregateMetric metric) => metric switch
    {
        AggregateMetric.Count => Count,
        AggregateMetric.Events => Events,
        AggregateMetric.Objects => Objects,
        _ => Rate,
    };
}
