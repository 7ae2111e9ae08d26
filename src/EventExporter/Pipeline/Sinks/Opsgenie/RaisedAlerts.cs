using System.Text.Json;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>
/// The alerts that were raised lately, by alias, in memory and in a small file: whether an event is a repetition, and how far a request for
/// it got. If it is forgotten, the service's own deduplication still keeps one alert an alias.
/// </summary>
internal sealed class RaisedAlerts
{
    /// <summary>Beyond that the older half is forgotten.</summary>
    private const int Most = 10_000;

    /// <summary>Of each the newest go to the file: some 300 KiB.</summary>
    private const int MostKept = 2000;

    private readonly Lock _gate = new();
    private readonly StateFile _file;
    private readonly OrderedDictionary<string, string> _raised = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Request> _pending = new(StringComparer.Ordinal);
    private bool _isChanged;

    public RaisedAlerts(StateFile file)
    {
        _file = file;
        var kept = file.Read<Kept>();
        foreach (var (alias, identity) in kept?.Raised ?? [])
            _raised[alias] = identity;
        foreach (var (work, request) in kept?.Pending ?? [])
            _pending[work] = request;
    }

    /// <summary>The occurrence that the alert was last raised or counted for; null for an alias that was not raised.</summary>
    public string? Find(string alias)
    {
        lock (_gate)
            return _raised.GetValueOrDefault(alias);
    }

    public void Raised(string alias, string identity)
    {
        lock (_gate)
            Set(_raised, alias, identity);
    }

    public void Closed(string alias)
    {
        lock (_gate)
            _isChanged |= _raised.Remove(alias);
    }

    /// <summary>The request that was accepted for this work and has no result yet.</summary>
    public string? PendingRequest(string work)
    {
        lock (_gate)
            return _pending.TryGetValue(work, out var pending) ? pending.Id : null;
    }

    /// <summary>Remembers it, for the next attempt to ask again. False after some attempts: it is to be made anew.</summary>
    public bool StillPending(string work, string requestId, int attempts)
    {
        lock (_gate)
        {
            var asked = _pending.TryGetValue(work, out var pending) ? pending.Asked + 1 : 1;
            Set(_pending, work, new Request(requestId, asked));
            return asked < attempts || !_pending.Remove(work);
        }
    }

    public void Settled(string work)
    {
        lock (_gate)
            _isChanged |= _pending.Remove(work);
    }

    /// <summary>Writes the file if something has changed.</summary>
    public void Save() => _file.Write(Snapshot);

    /// <summary>What was set last is last.</summary>
    private void Set<T>(OrderedDictionary<string, T> memory, string key, T value)
    {
        _isChanged = true;
        memory.Remove(key);
        memory[key] = value;
        if (memory.Count <= Most)
            return;
        foreach (var old in memory.Keys.Take(Most / 2).ToList())
            memory.Remove(old);
    }

    private byte[]? Snapshot()
    {
        lock (_gate)
        {
            if (!_isChanged)
                return null;
            _isChanged = false;
            return JsonSerializer.SerializeToUtf8Bytes(new Kept([.. _raised.TakeLast(MostKept)], [.. _pending.TakeLast(MostKept)]));
        }
    }

    /// <summary>Lists, because they keep their order.</summary>
    private sealed record Kept(List<KeyValuePair<string, string>>? Raised, List<KeyValuePair<string, Request>>? Pending);

    private sealed record Request(string Id, int Asked);
}
