using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace EventExporter.Pipeline.Delivery;

/// <summary>How Polly repeats attempts: retry around a circuit breaker that all requests of a receiver share, and a time limit for each attempt.</summary>
internal static class RetryPipeline
{
    public static readonly ResiliencePropertyKey<Parcel> ParcelKey = new("parcel");

    // While nothing gets through, one request probes the service: first after the shorter time, then less and less often.
    private const int FailuresThatBreak = 5;
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromSeconds(5);

    /// <param name="mayGoOn">Asked after a failed attempt: false leaves what is left to the caller (given up, or stopping).</param>
    public static ResiliencePipeline<AttemptResult> Create(RetryPolicy options, TimeProvider time, Func<Parcel, bool> mayGoOn)
    {
        var builder = new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = time }.AddRetry(Retry(options, mayGoOn));
        // A schedule says itself how often a service that is down is tried.
        return (options.Schedule is null ? builder.AddCircuitBreaker(Breaker(options)) : builder).Build();
    }

    public static ResiliencePipeline CreateAttempt(RetryPolicy options, TimeProvider time) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout })
            .Build();

    private static RetryStrategyOptions<AttemptResult> Retry(RetryPolicy options, Func<Parcel, bool> mayGoOn) => new()
    {
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = options.Jitter,
        Delay = options.Delay,
        MaxDelay = options.MaxDelay,
        ShouldHandle = arguments => ValueTask.FromResult(
            (arguments.Outcome.Exception is BrokenCircuitException || arguments.Outcome.Result.Left > 0)
            && mayGoOn(arguments.Context.Properties.GetValue(ParcelKey, null!))),
        DelayGenerator = arguments => ValueTask.FromResult(
            options.Schedule is { } schedule ? Scheduled(schedule, arguments.AttemptNumber, arguments.Outcome, options.Jitter) : WaitFor(arguments.Outcome)),
    };

    /// <summary>The wait that is prescribed, by the service or by the open circuit; null: the back-off decides.</summary>
    private static TimeSpan? WaitFor(Outcome<AttemptResult> outcome)
    {
        var wait = outcome.Exception is BrokenCircuitException broken ? broken.RetryAfter : outcome.Result.After;
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>Up to a tenth longer, so that what failed together does not come back together; never shorter than the service asks.</summary>
    private static TimeSpan? Scheduled(IReadOnlyList<TimeSpan> schedule, int retry, Outcome<AttemptResult> outcome, bool jitter)
    {
        var wait = schedule[Math.Min(retry, schedule.Count - 1)];
        if (jitter)
            wait *= 1 + (Random.Shared.NextDouble() / 10);
        return WaitFor(outcome) is { } asked && asked > wait ? asked : wait;
    }

    private static CircuitBreakerStrategyOptions<AttemptResult> Breaker(RetryPolicy options) => new()
    {
        ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is { WholeFailed: true, After: null }),
        FailureRatio = 1,
        MinimumThroughput = FailuresThatBreak,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDurationGenerator = arguments => ValueTask.FromResult(BreakFor(arguments.FailureCount, options.MaxDelay)),
    };

    private static TimeSpan BreakFor(int failures, TimeSpan longest)
    {
        var doublings = Math.Clamp(failures - FailuresThatBreak, 0, 10);
        var wait = ShortestBreak * Math.Pow(2, doublings);
        return wait < longest ? wait : longest < TimeSpan.FromMilliseconds(500) ? TimeSpan.FromMilliseconds(500) : longest;
    }
}
