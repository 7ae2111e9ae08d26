namespace EventExporter.Pipeline.Journal;

/// <summary>
/// Puts on record that a receiver will not get events that had to go: one dead letter and one gap that grow as long as the loss goes on.
/// </summary>
internal static class MissedEvents
{
    /// <summary>Within the transaction that removes <paramref name="rows"/>.</summary>
    public static Gap Record(JournalWriter writer, string receiver, long bookmark, IReadOnlyList<RowInfo> rows, DateTimeOffset now)
    {
        var from = Math.Max(bookmark + 1, rows[0].First);
        var through = rows[^1].Last;
        var since = new DateTimeOffset(rows.First(r => r.Last >= from).At, TimeSpan.Zero);
        var until = new DateTimeOffset(rows[^1].At, TimeSpan.Zero);
        var scope = $"receiver/{receiver}";

        if (OpenSummary(writer, receiver, from) is { } summary)
        {
            from = summary.First;
            since = LastGap(writer, scope) ?? since;
            Grow(writer, summary.Id, through - from + 1, Reason(from, through, since, until), now);
        }
        else
        {
            Add(writer, receiver, from, through - from + 1, Reason(from, through, since, until), now);
        }

        var gap = new Gap(scope, since, until, $"The journal was full: events {from} to {through} were removed before receiver {receiver} had read them.", null);
        writer.Put([gap]);
        writer.PutBookmark(receiver, through);
        return gap;
    }

    private static string Reason(long from, long through, DateTimeOffset since, DateTimeOffset until) =>
        $"The journal was full: events {from} to {through}, journalled from {since:u} to {until:u}, were removed before this receiver had read them. "
        + "See why it is behind, or raise storage.journal.maxSize.";

    /// <summary>The receiver's newest summary, if it ends right before <paramref name="from"/>.</summary>
    private static (long Id, long First)? OpenSummary(JournalWriter writer, string receiver, long from)
    {
        using var statement = new Statement(writer.Connection,
            "SELECT id, sequence FROM dead_letters WHERE receiver = $1 AND event IS NULL AND sequence + count = $2 ORDER BY id DESC LIMIT 1");
        using var reader = statement.Query(receiver, from);
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    private static DateTimeOffset? LastGap(JournalWriter writer, string scope)
    {
        using var statement = new Statement(writer.Connection, "SELECT since FROM gaps WHERE scope = $1 ORDER BY id DESC LIMIT 1");
        return statement.Number(scope) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    private static void Grow(JournalWriter writer, long id, long count, string reason, DateTimeOffset now)
    {
        using var statement = new Statement(writer.Connection, "UPDATE dead_letters SET count = $2, reason = $3, at = $4 WHERE id = $1");
        statement.Run(id, count, reason, now.UtcTicks);
    }

    private static void Add(JournalWriter writer, string receiver, long first, long count, string reason, DateTimeOffset now)
    {
        using var statement = new Statement(writer.Connection,
            "INSERT INTO dead_letters(receiver, sequence, identity, at, reason, count, state) VALUES($1, $2, '', $3, $4, $5, 0)");
        statement.Run(receiver, first, now.UtcTicks, reason, count);
    }
}
