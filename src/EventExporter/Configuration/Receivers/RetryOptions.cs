using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Receivers;

/// <summary>
/// What happens when the service does not accept: waits that double from initialDelay to maxDelay, and are longer where the service
/// asks for it. Without maxAttempts and giveUpAfter an event is tried until it is accepted or refused for good.
/// </summary>
internal sealed record RetryOptions
{
    [Option("schedule", "backoff: the waits double from initialDelay to maxDelay, and later events wait behind the one that fails. standard-webhooks: at once, after 5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h and 24h more, then a dead letter; each event by itself, so that their order is not kept. A restart begins it anew.")]
    public RetrySchedule Schedule { get; init; } = RetrySchedule.Backoff;

    [Option("initialDelay", "Wait before the first retry.", Min = "1ms")]
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromSeconds(1);

    [Option("maxDelay", "Longest wait between retries.", Min = "1ms")]
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    [Option("maxAttempts", "After so many attempts an event becomes a dead letter.", Min = 1, DefaultText = "no limit")]
    public int? MaxAttempts { get; init; }

    [Option("giveUpAfter", "After so long an event becomes a dead letter.", Min = "1s", DefaultText = "no limit")]
    public TimeSpan? GiveUpAfter { get; init; }

    [Option("timeout", "How long one attempt may take.", Min = "100ms", Max = "10m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
