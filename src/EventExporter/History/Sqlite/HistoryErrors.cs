using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Turns SQLite's result codes and file errors into messages with a way out.</summary>
internal static class HistoryErrors
{
    public const int Interrupted = 9;

    /// <summary>A page that the file should have and has not.</summary>
    private const int ShortRead = 522;

    public static bool IsDamage(Exception error) => error switch
    {
        InvalidDataException => true,
        SqliteException { SqliteExtendedErrorCode: ShortRead } => true,
        SqliteException sqlite => JournalErrors.IsDamage(sqlite),
        _ => false,
    };

    public static HistoryUnavailableException Unavailable(string file, Exception error) =>
        new($"The history {file} cannot be used: {Explain(error)}", error);

    private static string Explain(Exception error) => error switch
    {
        SqliteException sqlite when JournalErrors.IsFull(sqlite) => "the disk is full. Make room on the volume, give it more, or lower history.retention.size; the history goes on by itself then.",
        _ when IsDamage(error) => "the file is damaged. It is moved aside and the history begins anew with what the journal still holds.",
        SqliteException { SqliteErrorCode: 8 or 3 } => "it may not be written. Check the owner of the folder (fsGroup) and that the volume is not mounted read-only.",
        SqliteException { SqliteErrorCode: 14 } => "it cannot be opened. Check that the folder is there and may be written.",
        SqliteException { SqliteErrorCode: 5 } => "another process keeps it locked.",
        SqliteException sqlite => $"the disk reports an error ({sqlite.Message}). Check the volume.",
        _ => error.Message,
    };
}
