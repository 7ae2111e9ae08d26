namespace EventExporter.History.Sqlite;

/// <summary>Why a history was begun anew. Kept in the file as a number.</summary>
internal enum HistoryLoss
{
    Damaged = 1,
    Removed = 2,
}
