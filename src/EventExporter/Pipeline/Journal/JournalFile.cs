namespace EventExporter.Pipeline.Journal;

/// <summary>The open database: one connection that writes, one that reads.</summary>
internal sealed class JournalFile : IDisposable
{
    private JournalFile(JournalOptions options)
    {
        Writer = new JournalWriter(JournalDatabase.OpenWriter(options));
        try
        {
            Reader = new JournalReader(JournalDatabase.OpenReader(options.File));
        }
        catch
        {
            Writer.Dispose();
            throw;
        }
    }

    public JournalWriter Writer { get; }

    public JournalReader Reader { get; }

    public static JournalFile Open(JournalOptions options) => new(options);

    /// <summary>Where the journal stands according to the file.</summary>
    public JournalStart Load(Bookmarks bookmarks)
    {
        var connection = Writer.Connection;
        using (var statement = new Statement(connection, "SELECT receiver, sequence FROM bookmarks"))
        using (var reader = statement.Query())
        {
            while (reader.Read())
                bookmarks.Load(reader.GetString(0), reader.GetInt64(1));
        }

        var positions = new List<WatchPosition>();
        using (var statement = new Statement(connection, "SELECT scope, version, at FROM positions"))
        using (var reader = statement.Query())
        {
            while (reader.Read())
                positions.Add(new WatchPosition(reader.GetString(0), reader.GetString(1), new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero)));
        }

        var last = JournalDatabase.Number(connection, "SELECT coalesce((SELECT first + count - 1 FROM batches ORDER BY first DESC LIMIT 1), 0)");
        var removed = JournalDatabase.Number(connection, "SELECT coalesce((SELECT value FROM counters WHERE name = 'removed'), 0)");
        return new JournalStart(Math.Max(last, removed), positions);
    }

    public void Dispose()
    {
        Reader.Dispose();
        Writer.Dispose();
    }
}
