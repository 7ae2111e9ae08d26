using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EventExporter.Pipeline.Journal;

/// <summary>
/// Copies what can be read of a damaged journal into a new one and moves the damaged file aside, to <c>journal.db.damaged-TIME</c>, so that
/// one bad sector costs what lies on it and little more. The copy is made as <c>journal.db.salvage</c> and takes the journal's name when it
/// is complete: whenever this is interrupted, <see cref="FinishInterrupted"/> leads to either the damaged file or the complete copy.
/// </summary>
internal static class DamagedJournal
{
    private const int KeptAside = 3;

    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    /// <summary>The journal's file must be closed. Returns the gap that the new file has on record.</summary>
    /// <param name="knownHead">The last sequence number, if the journal was in use; 0 if only the file can tell.</param>
    public static Gap Replace(JournalOptions options, long knownHead, DateTimeOffset now)
    {
        var salvaged = SalvageFile(options);
        var aside = $"{options.File}.damaged-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
        Delete(salvaged);
        var gap = Copy(options, salvaged, aside, knownHead, now);
        File.Move(options.File, aside, overwrite: true);
        TakePlace(options, salvaged, aside + "-wal");
        RemoveOldest(options);
        return gap;
    }

    /// <summary>Before the journal is opened.</summary>
    public static void FinishInterrupted(JournalOptions options)
    {
        var salvaged = SalvageFile(options);
        if (!File.Exists(options.File) && File.Exists(salvaged))
            TakePlace(options, salvaged, options.File + ".damaged-wal");
        else
            Delete(salvaged);
    }

    private static string SalvageFile(JournalOptions options) => options.File + ".salvage";

    private static Gap Copy(JournalOptions options, string salvaged, string aside, long knownHead, DateTimeOffset now)
    {
        using var target = new JournalWriter(JournalDatabase.OpenWriter(options, salvaged));
        var salvage = new JournalSalvage(target);
        try
        {
            using var source = JournalDatabase.OpenReader(options.File);
            salvage.Run(source);
        }
        catch (SqliteException error) when (JournalErrors.IsDamage(error))
        {
            // Not even its header can be read: nothing is to be had.
        }

        var head = salvage.IsHeadKnown || knownHead > 0 ? Math.Max(salvage.Head, knownHead) : AfterAll(target, now);
        var gap = new Gap("journal", salvage.LostFrom ?? now, now, $"The journal's file was damaged and was moved to {aside}. {salvage.Summary}", null);
        target.InTransaction(w =>
        {
            w.PutRemoved(head);
            w.Put([gap]);
        });
        return gap;
    }

    private static void TakePlace(JournalOptions options, string salvaged, string oldLog)
    {
        if (File.Exists(options.File + "-wal"))
            File.Move(options.File + "-wal", oldLog, overwrite: true);
        File.Delete(options.File + "-shm");
        File.Move(salvaged, options.File);
    }

    /// <summary>A disk that keeps going bad must not fill up with what it damaged. The names sort by time.</summary>
    private static void RemoveOldest(JournalOptions options)
    {
        var all = Directory.GetFiles(options.Folder, Path.GetFileName(options.File) + ".damaged-*Z").Order(StringComparer.Ordinal);
        foreach (var file in all.SkipLast(KeptAside))
            Delete(file);
    }

    private static void Delete(string database)
    {
        foreach (var suffix in Suffixes)
            File.Delete(database + suffix);
    }

    /// <summary>
    /// What is lost may have had any number, and numbers are never used twice. They grow by less than a thousand a second in the long run,
    /// so the milliseconds since 1970 are beyond all of them.
    /// </summary>
    private static long AfterAll(JournalWriter target, DateTimeOffset now)
    {
        var known = JournalDatabase.Number(target.Connection, """
            SELECT max(coalesce((SELECT max(value) FROM counters), 0), coalesce((SELECT max(sequence) FROM bookmarks), 0),
                       coalesce((SELECT max(sequence + count) FROM dead_letters), 0), coalesce((SELECT max(first + count) FROM batches), 0))
            """);
        return Math.Max(known, now.ToUnixTimeMilliseconds());
    }
}
