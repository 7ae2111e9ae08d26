using System.Text;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Format;
using EventExporter.Query;
using Microsoft.Data.Sqlite;

namespace EventExporter.History.Sqlite;

/// <summary>Writes the history's file; one thread at a time. A transaction that fails leaves no trace, in the file or here.</summary>
internal sealed class HistoryWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly BlockCache _blocks;
    private readonly BatchEncoder _encoder = new();
    private readonly SeriesTable _series;
    private readonly ObjectTable _objects;
    private readonly NameTable _incidents;
    private readonly NameTable _receivers;
    private readonly Rollups _rollups;
    private readonly Statement _addEvent;
    private readonly Statement _addBlock;
    private readonly Statement _addWords;
    private readonly Statement _addReceipt;
    private readonly Statement _count;
    private readonly Statement _set;

    public HistoryWriter(SqliteConnection connection, BlockCache blocks)
    {
        _connection = connection;
        _blocks = blocks;
        _series = new SeriesTable(connection);
        _objects = new ObjectTable(connection);
        _incidents = new NameTable(connection, "incidents");
        _receivers = new NameTable(connection, "receivers");
        _rollups = new Rollups(connection);
        _addEvent = new Statement(connection, "INSERT INTO events VALUES($1, $2, $3, $4, $5, $6, $7)");
        _addBlock = new Statement(connection, "INSERT INTO blocks VALUES($1, $2, $3, $3, $4)");
        _addWords = new Statement(connection, "INSERT INTO words(rowid, text) VALUES($1, $2)");
        _addReceipt = new Statement(connection, "INSERT OR REPLACE INTO receipts VALUES($1, $2, $3, $4, $5, $6)");
        _count = new Statement(connection, "UPDATE counters SET value = value + $2 WHERE name = $1");
        _set = new Statement(connection, "UPDATE counters SET value = $2 WHERE name = $1");
        Position = JournalDatabase.Number(connection, "SELECT value FROM counters WHERE name = 'position'");
        Offset = JournalDatabase.Number(connection, "SELECT value FROM counters WHERE name = 'offset'");
    }

    public SqliteConnection Connection => _connection;

    /// <summary>The journal's number up to which everything is here.</summary>
    public long Position { get; private set; }

    /// <summary>What is added to the journal's numbers: not 0 after the journal began anew and its numbers with it.</summary>
    public long Offset { get; private set; }

    public Rollups Rollups => _rollups;

    public void Store(JournalBatch batch)
    {
        if (batch.LastSequence <= Position)
            return;
        var skip = (int)Math.Max(0, Position + 1 - batch.FirstSequence);
        var first = batch.FirstSequence + skip + Offset;
        var events = batch.Events.Skip(skip).ToArray();
        List<EventBlock> written = [];
        Transact(() =>
        {
            for (var i = 0; i < events.Length; i++)
                Row(first + i, events[i]);
            _rollups.Write();
            for (var at = 0; at < events.Length; at += EventBlock.Size)
                written.Add(Block(first + at, events[at..Math.Min(events.Length, at + EventBlock.Size)]));
            _count.Run("events", events.Length);
            _count.Run("occurrences", events.Sum(static e => (long)e.Event.Delta));
            _set.Run("position", batch.LastSequence);
        });
        Position = batch.LastSequence;
        written.ForEach(_blocks.Add);
    }

    /// <summary>The journal's numbers have begun anew: those to come are put after the ones that are here.</summary>
    public void BeginAnew()
    {
        var offset = JournalDatabase.Number(_connection, "SELECT coalesce(max(last), 0) FROM blocks") is var last && last > Offset + Position ? last : Offset + Position;
        Transact(() =>
        {
            _set.Run("offset", offset);
            _set.Run("position", 0);
        });
        (Offset, Position) = (offset, 0);
    }

    /// <summary>For those who ask beside this process, and after the next start.</summary>
    public void NoteLoss(HistoryLoss why, DateTimeOffset at) => Transact(() =>
    {
        using var note = new Statement(_connection, "INSERT OR REPLACE INTO counters VALUES('lost', $1), ('lost_at', $2)");
        note.Run((long)why, at.ToUnixTimeMilliseconds());
    });

    public void Store(IReadOnlyList<(long Sequence, Receipt Receipt)> receipts) => Transact(() =>
    {
        foreach (var (sequence, receipt) in receipts)
            _addReceipt.Run(sequence + Offset, _receivers.Of(receipt.Receiver), (int)receipt.Outcome, receipt.At.ToUnixTimeMilliseconds(), HistoryText.Of(receipt.Id), HistoryText.Of(receipt.Reason));
    });

    /// <summary>Within a transaction: a block with what its messages can be found by.</summary>
    public void Write(EventBlock block)
    {
        _addBlock.Run(block.First, block.Last, block.Events.Count, block.Encode(_encoder));
        _addWords.Run(block.First, TextOf(block.Events));
    }

    /// <summary>Within a transaction.</summary>
    public void Count(string counter, long by) => _count.Run(counter, by);

    /// <summary>Within a transaction.</summary>
    public void Set(string counter, long value) => _set.Run(counter, value);

    public void Transact(Action work)
    {
        JournalDatabase.Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            work();
            JournalDatabase.Execute(_connection, "COMMIT");
        }
        catch
        {
            JournalDatabase.TryExecute(_connection, "ROLLBACK");
            Forget();
            throw;
        }
    }

    /// <summary>Rows behind numbers that are remembered may be gone.</summary>
    public void Forget()
    {
        _series.Forget();
        _objects.Forget();
        _incidents.Forget();
        _receivers.Forget();
        _rollups.Forget();
    }

    public void Dispose()
    {
        foreach (var part in (ReadOnlySpan<IDisposable>)[_series, _objects, _incidents, _receivers, _rollups, _addEvent, _addBlock, _addWords, _addReceipt, _count, _set, _connection])
            part.Dispose();
    }

    private static string TextOf(IReadOnlyList<AnalyzedEvent> events)
    {
        var text = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var analyzed in events)
        {
            if (!seen.Add(analyzed.Event.Message))
                continue;
            foreach (var word in Words.Split(analyzed.Event.Message))
            {
                if (seen.Add(word))
                    text.Append(word).Append(' ');
            }
        }

        return text.ToString();
    }

    private void Row(long sequence, AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        var at = Math.Max(0, e.LastSeen.ToUnixTimeMilliseconds());
        var series = _series.Of(analyzed);
        var incident = analyzed.Incident.Length == 0 ? 0 : _incidents.Of(analyzed.Incident);
        _addEvent.Run(sequence, at, series, _objects.Of(analyzed), e.Delta, e.TotalCount, incident);
        _rollups.Count(at, series, e.Delta, 1);
    }

    private EventBlock Block(long first, AnalyzedEvent[] events)
    {
        var block = new EventBlock([.. Enumerable.Range(0, events.Length).Select(i => first + i)], events);
        Write(block);
        return block;
    }
}
