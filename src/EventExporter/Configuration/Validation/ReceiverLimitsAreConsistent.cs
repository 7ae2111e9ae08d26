using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;

namespace EventExporter.Configuration.Validation;

/// <summary>The common limits of a receiver do not contradict each other.</summary>
internal sealed class ReceiverLimitsAreConsistent : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        foreach (var receiver in context.Configuration.Receivers)
        {
            CheckRetry(receiver.Retry, context);
            if (receiver.RateLimit is { } limit)
                CheckRate(limit, context);
        }
    }

    private static void CheckRetry(RetryOptions retry, ValidationContext context)
    {
        if (retry.InitialDelay <= retry.MaxDelay)
            return;
        context.Error(context.Sources.Of(retry, "initialDelay"),
            $"initialDelay ({Duration.Format(retry.InitialDelay)}) is longer than maxDelay ({Duration.Format(retry.MaxDelay)})",
            "lower initialDelay or raise maxDelay");
    }

    private static void CheckRate(RateLimitOptions limit, ValidationContext context)
    {
        if (limit is { PerSecond: null, PerMinute: null })
            context.Error(context.Sources.Of(limit), "the rate is missing", "write perSecond or perMinute");
        else if (limit is { PerSecond: not null, PerMinute: not null })
            context.Error(context.Sources.Of(limit, "perMinute"), "perSecond and perMinute are both given", "keep one");
    }
}
