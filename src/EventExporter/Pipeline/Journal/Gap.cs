namespace EventExporter.Pipeline.Journal;

/// <summary>A span for which continuity of the watch was not proven.</summary>
/// <param name="Scope">The namespace that is watched; empty for all namespaces. For a receiver's own gap: <c>receiver/NAME</c>.</param>
/// <param name="Why">One sentence for people.</param>
/// <param name="Recovered">How many occurrences a relist brought back; null while that is not known.</param>
internal sealed record Gap(string Scope, DateTimeOffset From, DateTimeOffset To, string Why, long? Recovered);
