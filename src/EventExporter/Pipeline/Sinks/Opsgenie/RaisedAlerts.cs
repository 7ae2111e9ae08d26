namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>
/// The alerts that were raised lately, by alias, in memory: whether an event is a repetition, and how far a request for it got. If it is
/// forgotten (a restart), the service's own deduplication still keeps one alert an alias.
/// </summary>
internal sealed class RaisedAlerts
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _raised = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string RequestId, int Asked)> _pending = new(StringComparer.Ordinal);

    /// <summary>The occurrence that the alert was last raised or counted for; null for an alias that was not raised.</summary>
    public string? Find(string alias)
    {
        lock (_gate)
            return _raised.GetValueOrDefault(alias);
    }

    public void Raised(string alias, string identity)
    {
        lock (_gate)
        {
            if (_raised.Count >= Most)
                _raised.Clear();
            _raised[alias] = identity;
        }
    }

    public void Closed(string alias)
    {
        lock (_gate)
            _raised.Remove(alias);
    }

    /// <summary>The request that was accepted for this work and has no result yet.</summary>
    public string? PendingRequest(string work)
    {
        lock (_gate)
            return _pending.TryGetValue(work, out var pending) ? pending.RequestId : null;
    }

    /// <summary>Remembers it, for the next attempt to ask again. False after some attempts: it is to be made anew.</summary>
    public bool StillPending(string work, string requestId, int attempts)
    {
        lock (_gate)
        {
            if (_pending.Count >= Most)
                _pending.Clear();
            var asked = _pending.TryGetValue(work, out var pending) ? pending.Asked + 1 : 1;
            _pending[work] = (requestId, asked);
            return asked < attempts || !_pending.Remove(work);
        }
    }

    public void Settled(string work)
    {
        lock (_gate)
            _pending.Remove(work);
    }
}
