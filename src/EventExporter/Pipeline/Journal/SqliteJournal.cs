using System.Threading.Channels;
using EventExporter.Pipeline.Journal.Format;
using EventExporter.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Journal;

/// <summary>
/// The journal in one SQLite file. Writing goes through one connection, under <see cref="_gate"/>; readers that keep up are served from
/// <see cref="TailCache"/>, others by a connection of their own. A loop writes bookmarks and removes old rows every second.
/// </summary>
internal sealed partial class SqliteJournal : IJournal, IJournalConnection, IAsyncDisposable
{
    private const string Part = "journal";

    private static readonly TimeSpan MaintenanceInterval = TimeSpan.FromSeconds(1);

    private readonly JournalOptions _options;
    private readonly TimeProvider _clock;
    private readonly ExporterMetrics _metrics;
    private readonly HealthBoard _health;
    private readonly ILogger _logger;
    private readonly JournalLock _lock;
    private readonly JournalGauges _gauges;
    private readonly JournalRetention _retention;
    private readonly Bookmarks _bookmarks = new();
    private readonly TailCache _cache;
    private readonly BatchEncoder _encoder = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Signal _appended = new();
    private readonly Signal _moved = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, WatchPosition> _positions = new(StringComparer.Ordinal);
    private readonly Channel<Gap> _recordedGaps = Channel.CreateBounded<Gap>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Task _maintenance;

    private volatile JournalFile _file;
    private long _head;
    private long _tail = 1;
    private string? _damage;
    private bool _isFailed;
    private bool _isAppendFailed;
    private bool _isClosed;
    private bool _isHeld;
    private bool _isDiskFull;
    private volatile bool _needsRepair;

    private SqliteJournal(JournalOptions options, TimeProvider clock, ExporterMetrics metrics, HealthBoard health, ILogger logger)
    {
        (_options, _clock, _metrics, _health, _logger) = (options, clock, metrics, health, logger);
        _cache = new TailCache(options.TailCacheBytes);
        _retention = new JournalRetention(options, clock, _bookmarks);
        _lock = JournalLock.Take(options.Folder);
        try
        {
            _file = OpenFile();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        _gauges = new JournalGauges(metrics, clock);
        DeadLetters = new DeadLetterStore(this);
        Stops = new ReceiverStopStore(this);
        Measure();
        ReportWell();
        _maintenance = MaintainUntilStoppedAsync();
    }

    /// <summary>
    /// Gaps that the journal itself has put on record, for whoever makes events of them: a damaged file, events removed before a receiver
    /// had read them. The newest hundred wait for a reader.
    /// </summary>
    public ChannelReader<Gap> RecordedGaps => _recordedGaps.Reader;

    public IReceiverStops Stops { get; }

    public long Head => Volatile.Read(ref _head);

    public long Tail => Volatile.Read(ref _tail);

    /// <summary>
    /// Opens the journal, or makes an empty one. A damaged file is moved aside and what can be read of it is kept. Throws
    /// <see cref="JournalUnavailableException"/> if another process has it, a newer version wrote it, or the folder cannot be used.
    /// </summary>
    public static SqliteJournal Open(JournalOptions options, TimeProvider clock, ExporterMetrics metrics, HealthBoard health, ILogger<SqliteJournal> logger)
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            return new SqliteJournal(options, clock, metrics, health, logger);
        }
        catch (Exception error) when (JournalErrors.IsStorage(error))
        {
            throw JournalErrors.Unavailable(options.File, error);
        }
    }

    public async Task<JournalBatch?> AppendAsync(JournalCommit commit, CancellationToken cancellation)
    {
        while (true)
        {
            var moved = _moved.Next;
            await _gate.WaitAsync(cancellation);
            try
            {
                if (HasRoom())
                    return Commit(commit);
            }
            finally
            {
                _gate.Release();
            }

            ReportHeld();
            await moved.WaitAsync(cancellation);
        }
    }

    public async ValueTask<JournalBatch> ReadAsync(long sequence, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var appended = _appended.Next;
            if (sequence < Head && await NextAsync(sequence + 1, cancellation) is { } batch)
                return batch;
            await appended.WaitAsync(cancellation);
        }
    }

    public long? GetBookmark(string receiver) => _bookmarks.Get(receiver);

    public void MoveBookmark(string receiver, long sequence)
    {
        _bookmarks.Move(receiver, sequence);
        _moved.Raise();
    }

    public void MoveBookmark(string receiver, long sequence, string part, byte[] held)
    {
        _bookmarks.Move(receiver, sequence, part, held);
        _moved.Raise();
    }

    public void SetReceivers(IReadOnlyCollection<string> receivers)
    {
        _bookmarks.KeepOnly(receivers);
        _moved.Raise();
    }

    public IReadOnlyList<WatchPosition> GetPositions()
    {
        lock (_positions)
            return [.. _positions.Values];
    }

    public IEnumerable<SeenEntry> GetSeen()
    {
        var id = 0L;
        while (Read(f => f.Reader.SeenAfter(id)) is { Count: > 0 } rows)
        {
            foreach (var (_, entries) in rows)
            {
                for (var i = 0; i < SeenFormat.Count(entries); i++)
                    yield return SeenFormat.Read(entries, i);
            }

            id = rows[^1].Id;
        }
    }

    public IReadOnlyList<Gap> GetGaps(int limit) => Read(f => f.Reader.Gaps(limit));

    public byte[]? GetState(string part) => Read(f => f.Reader.State(part));

    public IReadOnlyList<KeyValuePair<string, byte[]>> GetStates(string prefix) => Read(f => f.Reader.States(prefix));

    public Task FlushAsync(CancellationToken cancellation) => UseAsync(_ => FlushBookmarks(), cancellation);

    public T Use<T>(Func<SqliteConnection, T> work)
    {
        _gate.Wait();
        try
        {
            return Guarded(() => work(_file.Writer.Connection));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<T> UseAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return Guarded(() => work(_file.Writer.Connection));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the loop, writes the bookmarks, closes the file. What cannot be written any more is read again after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _maintenance;
        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (JournalUnavailableException error)
        {
            _logger.LogWarning("Bookmarks could not be written: {Reason}", error.Message);
        }

        await _gate.WaitAsync();
        _isClosed = true;
        _file.Dispose();
        _lock.Dispose();
        _gate.Release();
        _stop.Dispose();
    }
}
