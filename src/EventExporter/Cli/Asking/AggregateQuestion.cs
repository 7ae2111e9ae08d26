namespace EventExporter.Cli.Asking;

/// <param name="By">Names of fields as they were asked for.</param>
/// <param name="Bucket">Null: no buckets.</param>
/// <param name="Metrics">Names of metrics.</param>
internal sealed record AggregateQuestion(string Query, IReadOnlyList<string> By, TimeSpan? Bucket, IReadOnlyList<string> Metrics, int Limit);
