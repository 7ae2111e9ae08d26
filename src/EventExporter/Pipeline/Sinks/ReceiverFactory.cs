using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Routing;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks;

/// <summary>Makes receivers from their configuration: the sink, and how its events are delivered.</summary>
internal sealed class ReceiverFactory(EventRenderers renderers, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>Where a <c>stdout</c> receiver writes, by the receiver's name.</summary>
    public Func<string, Stream> StandardOutput { get; init; } = static _ => Console.OpenStandardOutput();

    /// <summary>See <see cref="SinkContext.StateFolder"/>.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The rules of <c>inhibit</c>.</summary>
    public IReadOnlyList<InhibitRule> Inhibit { get; init; } = [];

    /// <summary>Match rules with words of their own; see <see cref="MarkedRules"/>.</summary>
    public IReadOnlyList<(string Path, int Mark, RuleConfig Rule)> MarkedRules { get; init; } = [];

    /// <summary>See <see cref="SinkContext.ExternalUrl"/>.</summary>
    public Uri? ExternalUrl { get; init; }

    /// <summary>See <see cref="SinkContext.Transport"/>.</summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>Throws <see cref="SinkConfigurationException"/> if the sink cannot be made (files that are missing, options that contradict each other).</summary>
    /// <param name="config">The receiver as configured and validated.</param>
    /// <param name="index">Its place in the configuration, by which routes know it.</param>
    public Receiver Create(ReceiverConfig config, int index)
    {
        var type = SinkCatalog.Find(config.Type) ?? throw new SinkConfigurationException($"receiver type '{config.Type}' has no sink", "choose another type");
        var context = new SinkContext(config.Name, renderers, time, loggers)
        {
            StandardOutput = () => StandardOutput(config.Name),
            StateFolder = StateFolder,
            Transport = Transport,
            ExternalUrl = ExternalUrl,
        };
        var sink = type.Create(RepeatsInPlace.Apply(config.Options, config.Repeats?.Mode), context);
        return new Receiver(config.Name, index, config.Type, sink, OptionsOf(config, type.Defaults(config.Options))) { Configuration = OptionsDigest.Of(config.Options) };
    }

    /// <summary>How a receiver's events are delivered, without making its sink.</summary>
    public DeliveryOptions OptionsOf(ReceiverConfig config) => OptionsOf(config, SinkCatalog.Find(config.Type)!.Defaults(config.Options));

    private DeliveryOptions OptionsOf(ReceiverConfig config, DeliveryOptions defaults) => defaults with
    {
        MaxItems = config.Batch.MaxItems ?? defaults.MaxItems,
        MaxBytes = config.Batch.MaxBytes?.Bytes ?? defaults.MaxBytes,
        MaxDelay = config.Batch.MaxDelay ?? defaults.MaxDelay,
        Concurrency = config.Concurrency ?? defaults.Concurrency,
        Retry = new RetryPolicy
        {
            Delay = config.Retry.InitialDelay,
            MaxDelay = config.Retry.MaxDelay,
            AttemptTimeout = config.Retry.Timeout,
            GiveUpAfter = config.Retry.GiveUpAfter,
            MaxAttempts = config.Retry.MaxAttempts,
            Schedule = config.Retry.Schedule == RetrySchedule.StandardWebhooks ? RetryPolicy.StandardWebhooks : null,
        },
        RateLimit = RateLimitOf(config.RateLimit) ?? defaults.RateLimit,
        Quiet = QuietSettingsOf.Receiver(config, Inhibit),
        Rules = QuietSettingsOf.Rules(config, Inhibit, MarkedRules),
    };

    private static RateLimit? RateLimitOf(RateLimitOptions? options)
    {
        if (options is null || (options.PerSecond ?? options.PerMinute) is not { } permits)
            return null;
        var period = options.PerSecond is not null ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1);
        var overflow = options.Overflow switch
        {
            RateOverflow.Drop => OverflowPolicy.Drop,
            RateOverflow.Digest => OverflowPolicy.Digest,
            _ => OverflowPolicy.Wait,
        };
        return new RateLimit(permits, period, options.Burst, overflow);
    }
}
