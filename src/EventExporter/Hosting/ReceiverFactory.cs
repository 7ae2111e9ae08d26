using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks;

namespace EventExporter.Hosting;

/// <summary>Makes the receivers of a configuration: each kind's own defaults, and over them what the configuration says.</summary>
internal sealed class ReceiverFactory(EventRenderers renderers, ExporterSurroundings surroundings)
{
    /// <exception cref="ReceiverProblemsException">Options that only the sink itself can judge are wrong: a certificate that cannot be read.</exception>
    public IReadOnlyList<Receiver> Create(ExporterConfiguration configuration)
    {
        var problems = new List<string>();
        var receivers = new List<Receiver>();
        for (var index = 0; index < configuration.Receivers.Count; index++)
        {
            var receiver = configuration.Receivers[index];
            try
            {
                receivers.Add(Create(receiver, index));
            }
            catch (SinkConfigurationException problem)
            {
                problems.Add($"receivers[{index}].{receiver.Type} ({receiver.Name}): {problem.Message} ({problem.Hint})");
            }
        }

        return problems.Count == 0 ? receivers : throw new ReceiverProblemsException(problems);
    }

    private Receiver Create(ReceiverConfig config, int index)
    {
        var type = SinkCatalog.Find(config.Type) ?? throw new InvalidOperationException($"the receiver type {config.Type} has options but no sink");
        var context = new SinkContext(config.Name, renderers, surroundings.Time, surroundings.Loggers) { StandardOutput = () => surroundings.StandardOutput(config.Name) };
        return new Receiver(config.Name, index, config.Type, type.Create(config.Options, context), Delivery(config, type.Defaults(config.Options)));
    }

    private static DeliveryOptions Delivery(ReceiverConfig config, DeliveryOptions defaults) => defaults with
    {
        MaxItems = config.Batch.MaxItems ?? defaults.MaxItems,
        MaxBytes = config.Batch.MaxBytes?.Bytes ?? defaults.MaxBytes,
        MaxDelay = config.Batch.MaxDelay ?? defaults.MaxDelay,
        Concurrency = config.Concurrency ?? defaults.Concurrency,
        Retry = defaults.Retry with
        {
            Delay = config.Retry.InitialDelay,
            MaxDelay = config.Retry.MaxDelay,
            AttemptTimeout = config.Retry.Timeout,
            GiveUpAfter = config.Retry.GiveUpAfter,
            MaxAttempts = config.Retry.MaxAttempts,
        },
        RateLimit = config.RateLimit is { } limit ? Limit(limit) : defaults.RateLimit,
    };

    private static RateLimit? Limit(RateLimitOptions limit) => limit switch
    {
        { PerSecond: { } perSecond } => new RateLimit(perSecond, TimeSpan.FromSeconds(1), limit.Burst, Overflow(limit)),
        { PerMinute: { } perMinute } => new RateLimit(perMinute, TimeSpan.FromMinutes(1), limit.Burst, Overflow(limit)),
        _ => null,
    };

    private static OverflowPolicy Overflow(RateLimitOptions limit) => limit.Overflow == RateOverflow.Drop ? OverflowPolicy.Drop : OverflowPolicy.Wait;
}
