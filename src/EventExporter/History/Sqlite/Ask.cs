using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>
/// One question under way: its connection, and what it may still cost. All its statements see the file as it was at the first of them.
/// Used by one thread.
/// </summary>
internal sealed class Ask : IDisposable
{
    private readonly HistoryFile _file;
    private readonly QueryBudget _budget;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly CancellationTokenRegistration _cancelled;
    private long _rows;

    public Ask(HistoryFile file, QueryBudget budget, TimeProvider time, CancellationToken cancellation)
    {
        _file = file;
        _budget = budget;
        _time = time;
        _cancellation = cancellation;
        _started = time.GetTimestamp();
        Connection = file.TakeReader();
        JournalDatabase.Execute(Connection, "BEGIN");
        _over = budget.Time == Timeout.InfiniteTimeSpan ? new CancellationTokenSource() : new CancellationTokenSource(budget.Time, time);
        var handle = Connection.Handle;
        _interrupt = _over.Token.Register(() => SQLitePCL.raw.sqlite3_interrupt(handle));
        _cancelled = cancellation.Register(() => SQLitePCL.raw.sqlite3_interrupt(handle));
    }

    public SqliteConnection Connection { get; }

    /// <summary>Why the answer is partial; null while it is not.</summary>
    public string? Partial { get; private set; }

    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Counts rows that were looked at. False: no more may be.</summary>
    public bool Spend(long rows)
    {
        _cancellation.ThrowIfCancellationRequested();
        _rows += rows;
        if (_rows > _budget.Rows)
            Stop($"more than {_budget.Rows} events would have to be looked at; narrow the range or the conditions");
        else if (_over.IsCancellationRequested)
            StopForTime();
        return Partial is null;
    }

    public void Stop(string why) => Partial ??= why;

    /// <summary>Runs a statement that may be interrupted. False: the time was over before its end.</summary>
    public bool TryRun(Action run)
    {
        try
        {
            run();
            return true;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == HistoryErrors.Interrupted)
        {
            _cancellation.ThrowIfCancellationRequested();
            StopForTime();
            return false;
        }
    }

    public SqliteCommand Command(string text, SqlCondition? condition = null, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = Connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < condition?.Parameters.Count; i++)
            command.Parameters.AddWithValue($"$p{i}", Clean(condition.Parameters[i]));
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, Clean(value));
        return command;
    }

    /// <summary>Null if there is none, and when the time was over before it was found.</summary>
    public long? Number(string text, SqlCondition? condition = null, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(text, condition, values);
        long? number = null;
        TryRun(() => number = command.ExecuteScalar() as long?);
        return number;
    }

    /// <summary>Up to the end of the rows or of the time.</summary>
    public List<T> Rows<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        var rows = new List<T>();
        TryRun(() =>
        {
            using var found = command.ExecuteReader();
            while (found.Read())
                rows.Add(read(found));
        });
        return rows;
    }

    /// <summary>The stored event; null if it is gone, and when the time was over before it was read.</summary>
    public AnalyzedEvent? Read(long sequence)
    {
        if (_file.Blocks.Find(sequence) is { } known)
            return known.Find(sequence);
        using var command = Command("SELECT first, events FROM blocks WHERE first <= $seq ORDER BY first DESC LIMIT 1", null, ("$seq", sequence));
        var (first, data) = Rows(command, static row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1))).FirstOrDefault();
        if (data is null)
            return null;
        var block = EventBlock.Decode(first, data);
        _file.Blocks.Add(block);
        return block.Find(sequence);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _cancelled.Dispose();
        _over.Dispose();
        JournalDatabase.TryExecute(Connection, "ROLLBACK");
        _file.GiveBack(Connection);
    }

    private static object Clean(object value) => value is string text ? HistoryText.Of(text) : value;

    private void StopForTime() => Stop($"it took longer than {_budget.Time.TotalSeconds:0.#} s; narrow the range or the conditions");
}
