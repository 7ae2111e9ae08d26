using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>Turns SQLite's result codes (https://www.sqlite.org/rescode.html) and file errors into messages with a way out.</summary>
internal static class JournalErrors
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static bool IsDamage(SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    public static bool IsFull(SqliteException error) => error.SqliteErrorCode == Full;

    public static bool IsStorage(Exception error) => error is SqliteException or IOException or UnauthorizedAccessException;

    public static JournalUnavailableException Unavailable(string file, Exception error)
    {
        var what = error is SqliteException sqlite ? Explain(file, sqlite) : $"{error.Message} Check that the folder is there and may be written.";
        return new JournalUnavailableException($"The journal {file} cannot be used: {what}", error);
    }

    private static string Explain(string file, SqliteException error) => error.SqliteErrorCode switch
    {
        Full => $"the disk is full ({FreeSpace(file)}). Make room on the volume, or give it more; the exporter goes on by itself then.",
        InputOutput => $"the disk reports an error ({error.Message}; {FreeSpace(file)}). Check the volume; the exporter tries again by itself.",
        ReadOnly or Permission => "it may not be written. Check the owner of the folder (fsGroup) and that the volume is not mounted read-only.",
        CannotOpen => "it cannot be opened. Check that the folder is there, is a folder, and may be written (fsGroup).",
        Busy => "another process keeps it locked. Only one exporter may use a journal; commands beside it take a moment only.",
        Corrupt or NotADatabase => "the file is damaged. It is moved aside and what can be read is kept.",
        _ => error.Message,
    };

    private static string FreeSpace(string file)
    {
        try
        {
            var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace;
            return $"{free / (1024 * 1024)} MiB free";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "free space unknown";
        }
    }
}
