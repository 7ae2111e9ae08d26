using System.Globalization;
using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EventExporter.History.Sqlite;

/// <summary>Opening the file, and beginning a new one where it was removed or damaged.</summary>
internal sealed partial class SqliteHistory
{
    private const string Aside = ".damaged-";

    /// <summary>How often the file is looked after.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long health speaks of a history that was begun anew; <see cref="HistoryStats.Notice"/> speaks of it as long as events stay.</summary>
    private static readonly TimeSpan TellFor = TimeSpan.FromHours(1);

    private HistoryLoss? _loss;
    private DateTimeOffset? _toldUntil;
    private long? _probed;

    /// <summary>
    /// The file may have been removed or overwritten by somebody: what is written to it would be gone with the process. A new one is begun
    /// then. To be called often; it looks at the content every few seconds only.
    /// </summary>
    /// <exception cref="HistoryUnavailableException">It is gone and no new one can be made.</exception>
    public async Task EnsureThereAsync(CancellationToken cancellation)
    {
        var isThere = File.Exists(_options.File);
        if (_loss is null && isThere && _probed is { } at && _time.GetElapsedTime(at) < ProbeInterval)
            return;
        _probed = _time.GetTimestamp();
        await AloneAsync(
            () => Write(() =>
            {
                if (!isThere && !File.Exists(_options.File))
                    BeginAnew(HistoryLoss.Removed);
                Probe();
            }),
            cancellation);
        if (_toldUntil < _time.GetUtcNow())
        {
            _toldUntil = null;
            _health.Report(HealthPart, HealthState.Ok);
        }
    }

    /// <summary>Through a connection that has read nothing yet: the others may know by heart what is no longer there.</summary>
    private void Probe()
    {
        using var connection = HistoryDatabase.OpenReader(_options.File);
        JournalDatabase.Number(connection, "SELECT (SELECT count(*) FROM counters) + (SELECT count(*) FROM (SELECT 1 FROM series LIMIT 1)) + (SELECT coalesce(max(at), 0) FROM events)");
    }

    /// <summary>Somebody who asked met damage: the file is replaced, unless that was done meanwhile.</summary>
    private async Task LoseAsync(HistoryFile file)
    {
        if (file.Writer is null || _stop.IsCancellationRequested)
            return;
        await AloneAsync(
            () =>
            {
                if (ReferenceEquals(file, _file))
                    Lose(HistoryLoss.Damaged);
            },
            CancellationToken.None);
    }

    /// <summary>Begins anew at once, or, where that cannot be done, before the next writing.</summary>
    private void Lose(HistoryLoss why)
    {
        _loss = why;
        try
        {
            BeginAnew(why);
        }
        catch (Exception error) when (JournalErrors.IsStorage(error) || error is HistoryUnavailableException)
        {
            _log.LogError("The history {File} cannot be begun anew: {Problem} It is tried again.", _options.File, error.Message);
        }
    }

    private void BeginAnew(HistoryLoss why)
    {
        _loss = why;
        _maintenance?.Dispose();
        _maintenance = null;
        _file.Dispose();
        if (why == HistoryLoss.Damaged)
            PutAside(_options.File, _time);
        // A log without its file would be taken for the new one's.
        File.Delete(_options.File + "-wal");
        File.Delete(_options.File + "-shm");
        _file = OpenFile(_options, _time).File;
        _maintenance = new HistoryMaintenance(_file.Writer!, _file.Blocks, _options.Retention);
        _loss = null;
        TellOfLoss(why);
    }

    private void TellOfLoss(HistoryLoss why)
    {
        var now = _time.GetUtcNow();
        _toldUntil = now + TellFor;
        var notice = Notice(why, now);
        _log.LogError("The history {File}: {Notice}", _options.File, notice);
        _health.Report(HealthPart, HealthState.Degraded, notice);
        try
        {
            _file.Writer!.NoteLoss(why, now);
        }
        catch (SqliteException error)
        {
            // On a full disk the log has to do.
            _log.LogDebug("What befell the history could not be noted in it: {Problem}", error.Message);
        }
    }

    private string Notice(HistoryLoss why, DateTimeOffset at)
    {
        var what = why == HistoryLoss.Removed ? "the file was removed" : $"the file was damaged (it is kept as {Path.GetFileName(_options.File)}{Aside}*)";
        return string.Create(CultureInfo.InvariantCulture, $"Begun anew at {at:yyyy-MM-dd HH:mm:ss}Z because {what}: it holds what the journal still had, and nothing older.");
    }

    private static (HistoryFile File, bool IsDamaged) OpenFile(HistoryOptions options, TimeProvider time)
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            try
            {
                return (HistoryFile.Open(options.File, options.Retention.Size), false);
            }
            catch (Exception error) when (HistoryErrors.IsDamage(error))
            {
                PutAside(options.File, time);
                return (HistoryFile.Open(options.File, options.Retention.Size), true);
            }
        }
        catch (Exception error) when (JournalErrors.IsStorage(error))
        {
            throw HistoryErrors.Unavailable(options.File, error);
        }
    }

    /// <summary>The one that was put aside before goes: two of them would take the room that the new one needs.</summary>
    private static void PutAside(string file, TimeProvider time)
    {
        foreach (var old in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + Aside + "*"))
            File.Delete(old);
        var aside = string.Create(CultureInfo.InvariantCulture, $"{file}{Aside}{time.GetUtcNow():yyyyMMddHHmmss}");
        foreach (var ending in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            if (File.Exists(file + ending))
                File.Move(file + ending, aside + ending, overwrite: true);
        }
    }
}
