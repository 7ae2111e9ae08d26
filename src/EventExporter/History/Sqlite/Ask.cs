using EventExporter.Pipeline.Events;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>One question under way: its connection, and what it may still cost. Used by one thread.</summary>
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
            command.Parameters.AddWithValue($"$p{i}", condition.Parameters[i]);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    public long? Number(string text, SqlCondition? condition = null, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(text, condition, values);
        return command.ExecuteScalar() is long number ? number : null;
    }

    /// <summary>The stored event; null if it is gone.</summary>
    public AnalyzedEvent? Read(long sequence)
    {
        var block = _file.Blocks.Find(sequence);
        if (block is null)
        {
            using var command = Command("SELECT first, events FROM blocks WHERE first <= $seq ORDER BY first DESC LIMIT 1", null, ("$seq", sequence));
            using var row = command.ExecuteReader();
            if (!row.Read())
                return null;
            block = EventBlock.Decode(row.GetInt64(0), row.GetFieldValue<byte[]>(1));
            _file.Blocks.Add(block);
        }

        return block.Find(sequence);
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _cancelled.Dispose();
        _over.Dispose();
        _file.GiveBack(Connection);
    }

    private void StopForTime() => Stop($"it took longer than {_budget.Time.TotalSeconds:0.#} s; narrow the range or the conditions");
}
