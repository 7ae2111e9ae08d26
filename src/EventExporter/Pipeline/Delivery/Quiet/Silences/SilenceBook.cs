using System.Collections.Concurrent;
using System.Security.Cryptography;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Query;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Delivery.Quiet.Silences;

/// <summary>
/// The silences of a running exporter: in memory for the receivers, looked up in their file every second so that what a command adds holds
/// soon, and counting what they leave out.
/// </summary>
internal sealed class SilenceBook(string folder, TimeProvider time, ILogger log) : ISilenceBook, ISilences, IDisposable
{
    /// <summary>How long a silence is shown after its end.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SilenceFile _file = new(folder);
    private readonly ConcurrentDictionary<string, long> _held = new(StringComparer.Ordinal);
    private SilenceMatcher[] _matchers = [];
    private long _version = -1;
    private bool _isTroubled;

    public IReadOnlyList<Silence> List()
    {
        lock (_gate)
        {
            WriteHeld();
            return _file.Read();
        }
    }

    public Silence Add(NewSilence wanted)
    {
        var now = time.GetUtcNow();
        if (SilenceCheck.Problems(wanted, now) is { Count: > 0 } problems)
            throw new SilenceProblemsException(problems);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var silence = new Silence(id, wanted.Matchers.Trim(), wanted.Author.Trim(), wanted.Comment.Trim(), wanted.StartsAt ?? now, wanted.EndsAt, Held: 0);
        lock (_gate)
        {
            _file.RemoveEndedBefore(now - Kept);
            _file.Add(silence);
            Load();
        }

        return silence;
    }

    public bool Expire(string id)
    {
        lock (_gate)
        {
            var isEnded = _file.End(id, time.GetUtcNow());
            Load();
            return isEnded;
        }
    }

    public string? Matching(AnalyzedEvent analyzed, string receiver, DateTimeOffset now)
    {
        var matchers = Volatile.Read(ref _matchers);
        foreach (var matcher in matchers)
        {
            if (matcher.Matches(analyzed, receiver, now))
                return matcher.Silence.Id;
        }

        return null;
    }

    public void Count(string id) => _held.AddOrUpdate(id, 1, static (_, held) => held + 1);

    /// <summary>Takes up what others have changed, and writes what was counted. Trouble is logged once and tried again.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            try
            {
                WriteHeld();
                if (_file.Version != _version)
                    Load();
                _isTroubled = false;
            }
            catch (JournalUnavailableException problem)
            {
                if (!_isTroubled)
                    log.LogWarning("{Problem} The silences that are known go on.", problem.Message);
                _isTroubled = true;
            }
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                Refresh();
        }
        catch (OperationCanceledException)
        {
            Refresh();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _file.Dispose();
    }

    private void Load()
    {
        var version = _file.Version;
        var now = time.GetUtcNow();
        var matchers = new List<SilenceMatcher>();
        foreach (var silence in _file.Read().Where(silence => silence.EndsAt > now))
        {
            if (EventQuery.Parse(silence.Matchers, now).IsValid(out var query))
                matchers.Add(new SilenceMatcher(silence, query));
            else
                log.LogWarning("Silence {Id} of {Author} cannot be read and does not hold: {Matchers}", silence.Id, silence.Author, silence.Matchers);
        }

        Volatile.Write(ref _matchers, [.. matchers]);
        _version = version;
    }

    private void WriteHeld()
    {
        if (_held.IsEmpty || !_file.Exists)
            return;
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var id in _held.Keys.ToList())
        {
            if (_held.TryRemove(id, out var events))
                held[id] = events;
        }

        try
        {
            _file.AddHeld(held);
        }
        catch (JournalUnavailableException)
        {
            foreach (var (id, events) in held)
                _held.AddOrUpdate(id, events, (_, more) => more + events);
            throw;
        }
    }
}
