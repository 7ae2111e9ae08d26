using EventExporter.Pipeline.Journal.Format;

namespace EventExporter.Pipeline.Journal;

/// <summary>
/// Rewrites the seen-set at start with one entry a uid, the latest, in rows of a few thousand: an event that recurs every ten seconds has
/// left hundreds. A row keeps the latest commit time of its entries, so nothing is forgotten earlier than it would have been.
/// </summary>
internal static class SeenCompaction
{
    private const int WorthwhileRows = 64;
    private const int EntriesPerRow = 4096;

    public static void Run(JournalFile file)
    {
        var writer = file.Writer;
        if (JournalDatabase.Number(writer.Connection, "SELECT count(*) FROM seen") < WorthwhileRows)
            return;
        var last = JournalDatabase.Number(writer.Connection, "SELECT max(id) FROM seen");
        writer.InTransaction(w =>
        {
            foreach (var (entries, at) in Rows(w))
                w.InsertSeen(SeenFormat.Encode(entries), at);
            using var remove = new Statement(w.Connection, "DELETE FROM seen WHERE id <= $1");
            remove.Run(last);
        });
    }

    /// <summary>The latest entries of all uids, oldest first.</summary>
    private static IEnumerable<(SeenEntry[] Entries, long At)> Rows(JournalWriter writer)
    {
        var latest = new List<(SeenEntry Entry, long At)>();
        var known = new HashSet<UInt128>();
        using (var statement = new Statement(writer.Connection, "SELECT entries, at FROM seen ORDER BY id DESC"))
        using (var reader = statement.Query())
        {
            while (reader.Read())
            {
                var entries = reader.GetFieldValue<byte[]>(0);
                for (var i = SeenFormat.Count(entries) - 1; i >= 0; i--)
                {
                    var entry = SeenFormat.Read(entries, i);
                    if (known.Add(entry.Uid))
                        latest.Add((entry, reader.GetInt64(1)));
                }
            }
        }

        latest.Reverse();
        return latest.Chunk(EntriesPerRow).Select(c => (c.Select(e => e.Entry).ToArray(), c.Max(e => e.At)));
    }
}
