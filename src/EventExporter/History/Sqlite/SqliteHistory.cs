using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EventExporter.History.Sqlite;

/// <summary>The history in a SQLite file of its own, written by one and read by any number at the same time.</summary>
internal sealed partial class SqliteHistory : IEventHistory, IAsyncDisposable
{
    /// <summary>The part's name in health. The loop that follows the journal reports as <c>history</c>; what befell the file is told apart from it.</summary>
    public const string HealthPart = "history/file";

    private readonly HistoryOptions _options;
    private readonly HealthBoard _health;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Func<IReadOnlyList<Gap>> _gaps;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Signal _stored = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile HistoryFile _file;
    private volatile bool _isOtherJournal;
    private HistoryMaintenance? _maintenance;
    private Task _tidying = Task.CompletedTask;
    private Task _flushing = Task.CompletedTask;

    private SqliteHistory(HistoryOptions options, HistoryFile file, Func<IReadOnlyList<Gap>> gaps, HealthBoard health, ILogger log, TimeProvider time)
    {
        _options = options;
        _file = file;
        _gaps = gaps;
        _health = health;
        _log = log;
        _time = time;
    }

    /// <summary>Where <see cref="Pipeline.Delivery.IDeliveryLog"/> is listened to.</summary>
    public ReceiptQueue Receipts { get; } = new();

    /// <summary>The journal's number up to which everything is here.</summary>
    public long Position => _isOtherJournal ? 0 : _file.Writer?.Position ?? 0;

    /// <summary>Opens it to store and to ask. A damaged file is put aside and an empty one begun.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be opened.</exception>
    public static SqliteHistory Open(HistoryOptions options, Func<IReadOnlyList<Gap>> gaps, HealthBoard health, ILogger log, TimeProvider time)
    {
        var (file, isDamaged) = OpenFile(options, time);
        var history = new SqliteHistory(options, file, gaps, health, log, time);
        history._maintenance = new HistoryMaintenance(file.Writer!, file.Blocks, options.Retention);
        if (isDamaged)
            history.TellOfLoss(HistoryLoss.Damaged);
        history._tidying = history.EveryAsync(options.MaintenanceInterval, history.TidyAsync);
        history._flushing = history.EveryAsync(ReceiptInterval, history.FlushReceiptsAsync);
        return history;
    }

    /// <summary>Opens it to ask only, beside an exporter that may be running.</summary>
    /// <exception cref="HistoryUnavailableException">There is none, or it cannot be read.</exception>
    public static SqliteHistory OpenToRead(HistoryOptions options, Func<IReadOnlyList<Gap>> gaps, ILogger log, TimeProvider time)
    {
        if (!File.Exists(options.File))
            throw new HistoryUnavailableException($"There is no history {options.File}. Check storage.path, and run the command where the exporter's volume is mounted.");
        return new SqliteHistory(options, HistoryFile.OpenToRead(options.File), gaps, new HealthBoard(), log, time);
    }

    public async Task StoreAsync(JournalBatch batch, CancellationToken cancellation)
    {
        await AloneAsync(
            () =>
            {
                Write(() => _file.Writer!.Store(batch));
                WriteReceipts();
            },
            cancellation);
        _stored.Raise();
    }

    /// <summary>The journal's last number is lower than what is known here: it began anew, and its events are put after these.</summary>
    public void JournalBeganAnew() => _isOtherJournal = true;

    public Task FlushReceiptsAsync(CancellationToken cancellation) => Receipts.Count == 0 ? Task.CompletedTask : AloneAsync(WriteReceipts, cancellation);

    /// <summary>Gives the writing connection to somebody for a moment: tests, measurements.</summary>
    internal T Use<T>(Func<SqliteConnection, T> work) => work(_file.Writer!.Connection);

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await Task.WhenAll(_tidying, _flushing);
        if (_file.Writer is not null)
        {
            try
            {
                WriteReceipts();
            }
            catch (HistoryUnavailableException)
            {
                // Told before; what is not written now is told again by the receivers' bookmarks, or lost with the disk.
            }
        }

        _maintenance?.Dispose();
        _file.Dispose();
        _writing.Dispose();
        _stop.Dispose();
    }

    private async Task AloneAsync(Action work, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            work();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>With the file to itself.</summary>
    private void Write(Action work)
    {
        try
        {
            if (_loss is { } loss)
                BeginAnew(loss);
            if (_isOtherJournal)
                _file.Writer!.BeginAnew();
            _isOtherJournal = false;
            work();
        }
        catch (Exception error) when (HistoryErrors.IsDamage(error))
        {
            Lose(HistoryLoss.Damaged);
            throw HistoryErrors.Unavailable(_options.File, error);
        }
        catch (Exception error) when (JournalErrors.IsStorage(error))
        {
            throw HistoryErrors.Unavailable(_options.File, error);
        }
    }

    private void WriteReceipts()
    {
        while (Receipts.Take(5000) is { Count: > 0 } receipts)
        {
            try
            {
                Write(() => _file.Writer!.Store(receipts));
            }
            catch (HistoryUnavailableException)
            {
                Receipts.PutBack(receipts);
                throw;
            }
        }
    }
}
