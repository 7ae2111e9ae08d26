using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Model;

/// <summary>How much is kept for receivers that lag.</summary>
internal sealed record JournalOptions
{
    [Option("maxSize", "How large the journal may grow; then whenFull applies.", Min = "16MiB")]
    public ByteSize MaxSize { get; init; } = ByteSize.FromGibibytes(1);

    [Option("retention", "How long events are kept that every receiver has passed. The API server's own retention is one hour by default.", Min = "1m")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(1);

    [Option("whenFull", "What gives way at maxSize: the oldest events of a receiver that lags (recorded as a gap), or the watch, which is held.")]
    public WhenFull WhenFull { get; init; } = WhenFull.DropOldest;
}
