using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// Says when a receiver begins to fail, then at most once a minute how often it did since, and once that it recovered: a dead
/// service is seen at once and does not flood the log.
/// </summary>
internal sealed class FailureLog(string receiver, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private DateTimeOffset? _failingSince;
    private DateTimeOffset _saidAt;
    private DateTimeOffset? _rejectionSaidAt;
    private long _failures;
    private long _unsaidRejections;

    public void Failed(string reason, int items)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _failures++;
            if (_failingSince is null)
            {
                _failingSince = _saidAt = now;
                logger.LogWarning("Receiver {Receiver}: delivery failed, {Items} event(s) will be sent again: {Reason}", receiver, items, reason);
            }
            else if (now - _saidAt >= Interval)
            {
                _saidAt = now;
                logger.LogWarning("Receiver {Receiver}: still failing after {Failures} attempts in {Elapsed}: {Reason}", receiver, _failures, now - _failingSince, reason);
            }
        }
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            if (_failingSince is null)
                return;
            logger.LogInformation("Receiver {Receiver}: delivers again after {Failures} failed attempts in {Elapsed}", receiver, _failures, time.GetUtcNow() - _failingSince);
            _failingSince = null;
            _failures = 0;
        }
    }

    public void Rejected(string reason, int items)
    {
        lock (_gate)
        {
            _unsaidRejections += items;
            var now = time.GetUtcNow();
            if (now - _rejectionSaidAt < Interval)
                return;
            logger.LogWarning("Receiver {Receiver}: {Items} event(s) went to the dead letters, the last because: {Reason}", receiver, _unsaidRejections, reason);
            _rejectionSaidAt = now;
            _unsaidRejections = 0;
        }
    }

    public void Unsubscribed(string reason) => logger.LogError(
        "Receiver {Receiver}: stopped, its service wants no more events: {Reason}. They stay in the journal until its options are changed, or 'event-exporter receivers enable {Receiver}'",
        receiver, reason, receiver);

    public void Resubscribed() => logger.LogInformation("Receiver {Receiver}: enabled again", receiver);
}
