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

    private static readonly TimeSpan StepPause = TimeSpan.FromMilliseconds(2);

    private readonly HistoryOptions _options;
    private readonly HealthBoard _health;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Func<IReadOnlyList<Gap>> _gaps;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Signal _stored = new();
    private readonly CancellationTokenSource _stop = new();
    private HistoryFile _file;
    private HistoryMaintenance? _maintenance;
    private Task _maintaining = Task.CompletedTask;
    private string? _notice;

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
    public long Position => _file.Writer?.Position ?? 0;

    /// <summary>Opens it to store and to ask. A damaged file is put aside and an empty one begun.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be opened.</exception>
    public static SqliteHistory Open(HistoryOptions options, Func<IReadOnlyList<Gap>> gaps, HealthBoard health, ILogger log, TimeProvider time)
    {
        var (file, damaged) = OpenFile(options, time);
        var history = new SqliteHistory(options, file, gaps, health, log, time);
        history._maintenance = new HistoryMaintenance(file.Writer!, file.Blocks, options.Retention);
        if (damaged is not null)
            history.TellOfRebuilding(damaged);
        history._maintaining = history.MaintainAsync();
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
        await _writing.WaitAsync(cancellation);
        try
        {
            Write(() => _file.Writer!.Store(batch));
            WriteReceipts();
        }
        finally
        {
            _writing.Release();
        }

        _stored.Raise();
    }

    /// <summary>The journal's last number is lower than what is known here: it began anew, and its events are to be put after these.</summary>
    public void JournalBeganAnew() => Write(() => _file.Writer!.BeginAnew());

    /// <summary>The file may have been removed by somebody: what is written to it would be gone with the process. A new one is begun then.</summary>
    public async Task EnsureThereAsync(CancellationToken cancellation)
    {
        if (File.Exists(_options.File))
            return;
        await _writing.WaitAsync(cancellation);
        try
        {
            Write(() => Rebuild("the file was removed"));
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task FlushReceiptsAsync(CancellationToken cancellation)
    {
        if (Receipts.Count == 0)
            return;
        await _writing.WaitAsync(cancellation);
        try
        {
            WriteReceipts();
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _maintaining;
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

    private static (HistoryFile File, string? Damaged) OpenFile(HistoryOptions options, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            try
            {
                return (HistoryFile.Open(options.File), null);
            }
            catch (Exception error) when (IsDamage(error))
            {
                PutAside(options.File, time);
                return (HistoryFile.Open(options.File), "the file was damaged");
            }
        }
        catch (Exception error) when (JournalErrors.IsStorage(error))
        {
            throw HistoryErrors.Unavailable(options.File, error);
        }
    }

    private static bool IsDamage(Exception error) => error is InvalidDataException || (error is SqliteException sqlite && JournalErrors.IsDamage(sqlite));

    private static void PutAside(string file, TimeProvider time)
    {
        var aside = $"{file}.damaged-{time.GetUtcNow():yyyyMMddHHmmss}";
        foreach (var ending in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            if (File.Exists(file + ending))
                File.Move(file + ending, aside + ending, overwrite: true);
        }
    }


    private void Rebuild(string why)
    {
        _maintenance?.Dispose();
        _maintenance = null;
        _file.Dispose();
        // A log without its file would be taken for the new one's.
        File.Delete(_options.File + "-wal");
        File.Delete(_options.File + "-shm");
        _file = OpenFile(_options, _time).File;
        _maintenance = new HistoryMaintenance(_file.Writer!, _file.Blocks, _options.Retention);
        TellOfRebuilding(why);
    }

    private void TellOfRebuilding(string why)
    {
        _notice = $"Begun anew at {_time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z because {why}: it holds what the journal still had, and nothing older.";
        _log.LogError("The history {File}: {Notice}", _options.File, _notice);
        _health.Report(HealthPart, HealthState.Degraded, _notice);
    }

    private void Write(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (IsDamage(error))
        {
            Repair();
            throw HistoryErrors.Unavailable(_options.File, error);
        }
        catch (Exception error) when (JournalErrors.IsStorage(error))
        {
            throw HistoryErrors.Unavailable(_options.File, error);
        }
    }

    private void Repair()
    {
        try
        {
            _maintenance?.Dispose();
            _maintenance = null;
            _file.Dispose();
            PutAside(_options.File, _time);
            Rebuild("the file was damaged");
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

    private async Task MaintainAsync()
    {
        using var timer = new PeriodicTimer(_options.MaintenanceInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                while (await StepAsync())
                    await Task.Delay(StepPause, _time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    /// <summary>One step of retention or compaction. Returns whether more is to be done.</summary>
    private async Task<bool> StepAsync()
    {
        await _writing.WaitAsync(_stop.Token);
        try
        {
            var more = false;
            Write(() => more = _maintenance?.Step(_time.GetUtcNow()) == true);
            return more;
        }
        catch (HistoryUnavailableException problem)
        {
            // Whoever stores next meets the same and is told; this is tried again with the next tick.
            _log.LogDebug("The history could not be tidied: {Problem}", problem.Message);
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    private Task<T> AskAsync<T>(QueryBudget budget, Func<Ask, T> answer, CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                using var ask = new Ask(_file, budget, _time, cancellation);
                return answer(ask);
            }
            catch (Exception error) when (error is SqliteException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                cancellation.ThrowIfCancellationRequested();
                throw HistoryErrors.Unavailable(_options.File, error);
            }
        },
        cancellation);
}
