namespace EventExporter.Pipeline.Journal;

/// <summary>A bookmark to be written. <see cref="Sequence"/> null: it is to be removed.</summary>
internal sealed record BookmarkChange
{
    public long? Sequence { get; init; }

    /// <summary>Under which name what the receiver holds back is kept.</summary>
    public string? Part { get; init; }

    /// <summary>What the receiver holds back; null: as it was, empty: nothing.</summary>
    public byte[]? Held { get; init; }
}
