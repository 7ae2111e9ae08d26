using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>The record of what happened, for queries, aggregates and timelines.</summary>
internal sealed record HistoryOptions
{
    [Option("enabled", "Keep a history: history.db below storage.path. Without it there is nothing to query.")]
    public bool Enabled { get; init; } = true;

    [Option("retention", "How long events stay in the history.")]
    public HistoryRetentionOptions Retention { get; init; } = new();
}
