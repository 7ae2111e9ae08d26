namespace EventExporter.Pipeline.Journal;

/// <summary>
/// Removes what is no longer needed, oldest first and in small steps, each a transaction of its own. Needed is what a receiver has not
/// passed, and anything younger than the retention; when the journal is at its size, what every receiver has passed goes whatever its
/// age, then, with <c>whenFull: dropOldest</c>, what somebody still needed.
/// </summary>
internal sealed class JournalRetention(JournalOptions options, TimeProvider clock, Bookmarks bookmarks)
{
    private const int StepRows = 64;
    private const int StepLetters = 256;

    /// <summary>Leases of the API server's store are shared, so an event may live a little longer than its time to live.</summary>
    private static readonly TimeSpan SeenMargin = TimeSpan.FromMinutes(10);

    /// <summary>What the pages may take: the size less what the write-ahead log is allowed.</summary>
    private readonly long _limit = options.MaxSize - JournalDatabase.WalLimit(options.MaxSize);

    /// <summary>One step of what is due by age. True if there may be more.</summary>
    public bool RemoveAged(JournalWriter writer, long head)
    {
        var now = clock.GetUtcNow();
        var horizon = (now - options.Retention).UtcTicks;
        var floor = bookmarks.Lowest ?? head;
        var rows = writer.Oldest(StepRows).TakeWhile(r => r.Last <= floor && r.At <= horizon).ToArray();
        var seen = 0;
        writer.InTransaction(w =>
        {
            Remove(w, rows);
            seen = w.RemoveSeen((now - options.EventTtl - SeenMargin).UtcTicks, StepRows);
        });
        return rows.Length == StepRows || seen == StepRows;
    }

    /// <summary>
    /// Brings the journal below its size. False if that is not possible because a receiver needs what there is, and <c>whenFull: hold</c>.
    /// </summary>
    /// <param name="recorded">Is told of gaps that were put on record for receivers.</param>
    public bool MakeRoom(JournalWriter writer, long head, Action<Gap> recorded)
    {
        var used = Used(writer);
        if (used <= _limit)
            return true;
        // A little more than needed goes, so that it is not done again at the next commit.
        var target = _limit - (_limit / 64);
        RemoveWhile(writer, r => r.Last <= (bookmarks.Lowest ?? head), target);
        if (Used(writer) > target)
            RemoveSurplusSeen(writer);
        if (Used(writer) <= target)
            return true;
        if (options.WhenFull == WhenFull.Hold && writer.Oldest(1).Count > 0)
            return Used(writer) <= _limit;
        DropUnread(writer, target, recorded);
        RemoveOldestLetters(writer, target);
        return true;
    }

    /// <summary>The oldest passed rows, whatever their age: on a full disk their pages take what is to be written next.</summary>
    public bool RemovePassed(JournalWriter writer, long head) => Step(writer, r => r.Last <= (bookmarks.Lowest ?? head), long.MaxValue);

    private long Used(JournalWriter writer)
    {
        var beyond = new FileInfo(options.File + "-wal") is { Exists: true } wal ? wal.Length - JournalDatabase.WalLimit(options.MaxSize) : 0;
        return writer.UsedBytes + Math.Max(0, beyond);
    }

    private void RemoveWhile(JournalWriter writer, Func<RowInfo, bool> may, long target)
    {
        while (Used(writer) is var used && used > target && Step(writer, may, used - target))
        {
        }
    }

    private static bool Step(JournalWriter writer, Func<RowInfo, bool> may, long bytes)
    {
        var rows = Enough(writer.Oldest(StepRows).TakeWhile(may), bytes);
        if (rows.Count > 0)
            writer.InTransaction(w => Remove(w, rows));
        return rows.Count > 0;
    }

    private static List<RowInfo> Enough(IEnumerable<RowInfo> rows, long bytes)
    {
        var enough = new List<RowInfo>();
        foreach (var row in rows)
        {
            if (bytes <= 0)
                break;
            enough.Add(row);
            bytes -= row.Bytes;
        }

        return enough;
    }

    private static void Remove(JournalWriter writer, IReadOnlyList<RowInfo> rows)
    {
        if (rows.Count > 0)
            writer.RemoveBatches(rows[0].First, rows[^1].First, rows[^1].Last);
    }

    /// <summary>The seen-set may have a quarter of the journal: beyond it a relist may repeat old events, which is better than losing new ones.</summary>
    private void RemoveSurplusSeen(JournalWriter writer)
    {
        while (writer.SeenBytes > options.MaxSize / 4)
            writer.InTransaction(w => w.RemoveSeen(long.MaxValue, StepRows));
    }

    private void DropUnread(JournalWriter writer, long target, Action<Gap> recorded)
    {
        while (Used(writer) is var used && used > target && Enough(writer.Oldest(StepRows), used - target) is { Count: > 0 } rows)
        {
            var lagging = bookmarks.Before(rows[^1].Last);
            var gaps = new List<Gap>();
            writer.InTransaction(w =>
            {
                Remove(w, rows);
                foreach (var (receiver, bookmark) in lagging)
                    gaps.Add(MissedEvents.Record(w, receiver, bookmark, rows, clock.GetUtcNow()));
            });
            foreach (var (receiver, _) in lagging)
                bookmarks.Advance(receiver, rows[^1].Last);
            gaps.ForEach(recorded);
        }
    }

    private void RemoveOldestLetters(JournalWriter writer, long target)
    {
        using var remove = new Statement(writer.Connection, "DELETE FROM dead_letters WHERE id IN (SELECT id FROM dead_letters ORDER BY id LIMIT $1)");
        while (Used(writer) > target && remove.Run(StepLetters) > 0)
        {
        }
    }
}
