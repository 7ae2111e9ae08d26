using EventExporter.Query;

namespace EventExporter.History.Sqlite;

/// <summary>
/// Texts as columns hold them. SQLite's functions end a text at a NUL: it becomes U+FFFD, in what is stored and in what is looked for alike.
/// The event itself, in its block, keeps it.
/// </summary>
internal static class HistoryText
{
    public static string Of(string text) => WholeText.Of(text).Replace('\0', '\uFFFD');
}
