using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Following;

namespace EventExporter.History;

/// <summary>
/// Takes the journal into the history. It knows by itself how far it has come, so that a crash neither loses nor doubles; when the history
/// was begun anew meanwhile, what the journal still holds is taken again first.
/// </summary>
internal sealed class HistoryFollower : IJournalFollower
{
    private readonly SqliteHistory _history;
    private readonly IJournal _journal;

    public HistoryFollower(SqliteHistory history, IJournal journal)
    {
        _history = history;
        _journal = journal;
        if (history.Position > journal.Head)
            history.JournalBeganAnew();
    }

    public string Name => "history";

    public long? Position => _history.Position;

    public async ValueTask FollowAsync(JournalBatch batch, CancellationToken cancellation)
    {
        await CatchUpAsync(batch.FirstSequence, cancellation);
        await _history.StoreAsync(batch, cancellation);
    }

    public async ValueTask TickAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await CatchUpAsync(_journal.Head + 1, cancellation);
        await _history.FlushReceiptsAsync(cancellation);
    }

    private async Task CatchUpAsync(long before, CancellationToken cancellation)
    {
        await _history.EnsureThereAsync(cancellation);
        while (_history.Position < before - 1)
        {
            var batch = await _journal.ReadAsync(_history.Position, cancellation);
            if (batch.FirstSequence >= before)
                return;
            await _history.StoreAsync(batch, cancellation);
        }
    }
}
