using EventExporter.Pipeline.Events;
using EventExporter.Telemetry;

namespace EventExporter.Pipeline.Enrichment;

/// <summary>
/// Metadata from the cache or else from the API server: one reading an object at a time, so many readings in all, and none for a kind that
/// may not be read. A reading that was begun goes on to its end and fills the cache, whoever still waits for it.
/// </summary>
internal sealed class MetadataLookups : IDisposable
{
    private readonly IObjectMetadataReader _reader;
    private readonly ObjectCache _cache;
    private readonly EnrichmentOptions _options;
    private readonly ExporterMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly UnreadableKinds _unreadable;
    private readonly SingleFlight<ObjectIdentity, CachedObject> _flights = new();
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _stop = new();
    private int _pending;

    public MetadataLookups(
        IObjectMetadataReader reader, ObjectCache cache, EnrichmentOptions options, UnreadableKinds unreadable, ExporterMetrics metrics, TimeProvider time)
    {
        _reader = reader;
        _cache = cache;
        _options = options;
        _unreadable = unreadable;
        _metrics = metrics;
        _time = time;
        _slots = new SemaphoreSlim(options.Concurrency);
    }

    /// <summary>More readings wait than the request rate serves within the budget of an event.</summary>
    public bool IsFull => Volatile.Read(ref _pending) >= _options.MaxPending;

    public ValueTask<CachedObject> GetAsync(ObjectIdentity identity)
    {
        var now = _time.GetTimestamp();
        if (_cache.LastOf(identity) is { } last && last.AnswerExpires > now)
            return new ValueTask<CachedObject>(last);
        return new ValueTask<CachedObject>(_flights.Run(identity, ReadAsync));
    }

    /// <summary>What is known without asking the API server; null if it must be asked.</summary>
    public CachedObject? Known(ObjectIdentity identity)
    {
        var now = _time.GetTimestamp();
        if (_cache.LastOf(identity) is { } last && last.AnswerExpires > now)
            return last;
        return _unreadable.AnswerFor(identity, now, out var until) is { } answer ? Keep(identity, answer, until) : null;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<CachedObject> ReadAsync(ObjectIdentity identity)
    {
        if (Known(identity) is { } known)
            return known;
        Interlocked.Increment(ref _pending);
        try
        {
            await _slots.WaitAsync(_stop.Token);
            try
            {
                return await ReadInSlotAsync(identity);
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    private async Task<CachedObject> ReadInSlotAsync(ObjectIdentity identity)
    {
        // Others of the kind may have been refused while this one waited.
        if (Known(identity) is { } known)
            return known;
        var started = _time.GetTimestamp();
        var read = await ReadAnswerAsync(identity);
        _metrics.LookupSeconds.Record(_time.GetElapsedTime(started).TotalSeconds);
        _unreadable.Learn(identity, read);
        var answer = Reconcile(identity, read);
        return Keep(identity, answer, _time.GetTimestamp() + LifeOf(identity, read).InTimestamps(_time));
    }

    private async Task<MetadataAnswer> ReadAnswerAsync(ObjectIdentity identity)
    {
        try
        {
            return await _reader.ReadAsync(identity, _stop.Token);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // One object's metadata is never worth more than its absence.
            return MetadataAnswer.Failed(e.Message);
        }
    }

    private CachedObject Keep(in ObjectIdentity identity, MetadataAnswer answer, long expires)
    {
        var cached = new CachedObject(answer, expires);
        _cache.Put(identity, cached);
        return cached;
    }

    /// <summary>
    /// Turns what was read under a name into an answer about the object that was meant: another uid means that the object is gone. What
    /// was known of an object by its uid stays true when it is gone, and is the best there is while the API server fails.
    /// </summary>
    private MetadataAnswer Reconcile(in ObjectIdentity identity, MetadataAnswer read)
    {
        var answer = read is { Metadata: { } metadata } && identity.Uid.Length > 0 && metadata.Uid != identity.Uid ? MetadataAnswer.NotFound : read;
        if (answer.Result == LookupResult.Found || identity.Uid.Length == 0 || _cache.LastOf(identity)?.Answer.Metadata is not { } before)
            return answer;
        return answer.Result switch
        {
            LookupResult.NotFound => MetadataAnswer.Found(before with { Deleted = true }),
            LookupResult.Failed => MetadataAnswer.Found(before),
            _ => answer,
        };
    }

    private TimeSpan LifeOf(in ObjectIdentity identity, MetadataAnswer read) => read.Result switch
    {
        LookupResult.Found => identity.IsStable ? _options.FoundLife : _options.UncertainLife,
        LookupResult.NotFound => _options.NotFoundLife,
        LookupResult.Forbidden => _options.ForbiddenLife,
        _ => read.UnknownKind ? _options.UnknownKindLife : _options.FailedLife,
    };
}
