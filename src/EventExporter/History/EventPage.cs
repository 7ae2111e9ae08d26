namespace EventExporter.History;

/// <param name="Next">Where the next page begins; null: there is none.</param>
/// <param name="Partial">Why events may be missing from this page; null if none are. <paramref name="Next"/> goes on where the budget ended.</param>
internal sealed record EventPage(IReadOnlyList<HistoryEvent> Events, string? Next, string? Partial);
