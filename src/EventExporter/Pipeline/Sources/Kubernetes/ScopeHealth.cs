using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>Says how the watch of a scope is: to the health board always, to the log once a change.</summary>
internal sealed class ScopeHealth(string scope, HealthBoard board, ILogger logger, TimeProvider time, TimeSpan failedAfter)
{
    private readonly string _part = scope.Length == 0 ? "watch" : $"watch/{scope}";
    private readonly string _where = scope.Length == 0 ? "all namespaces" : $"namespace {scope}";
    private string? _reason;
    private DateTimeOffset _since;
    private bool _hasListed;
    private bool _saidFailed;

    public void Starting()
    {
        _since = time.GetUtcNow();
        board.Report(_part, HealthState.NotReady, $"the first list of events in {_where} is under way");
    }

    /// <summary>The events up to now are known.</summary>
    public void Listed()
    {
        _hasListed = true;
        if (_reason is null)
            board.Report(_part, HealthState.Ok);
    }

    /// <summary>The watch is open and delivers.</summary>
    public void Works()
    {
        _hasListed = true;
        if (_reason is not null)
            logger.LogInformation("Watching events in {Where} works again after {Seconds:0} s", _where, (time.GetUtcNow() - _since).TotalSeconds);
        (_reason, _saidFailed) = (null, false);
        board.Report(_part, HealthState.Ok);
    }

    public void Trouble(WatchTrouble trouble)
    {
        var now = time.GetUtcNow();
        if (_reason is null && _hasListed)
            _since = now;
        if (_reason != trouble.Reason)
            logger.LogWarning("Watching events in {Where}: {Trouble}; trying again", _where, trouble.Sentence);
        _reason = trouble.Reason;
        var isFailed = now - _since >= failedAfter;
        if (isFailed && !_saidFailed)
            logger.LogError("Watching events in {Where} has failed for {Minutes:0.#} min: {Trouble}", _where, (now - _since).TotalMinutes, trouble.Sentence);
        _saidFailed = isFailed;
        var state = isFailed ? HealthState.Failed : _hasListed ? HealthState.Degraded : HealthState.NotReady;
        board.Report(_part, state, trouble.Sentence);
    }
}
