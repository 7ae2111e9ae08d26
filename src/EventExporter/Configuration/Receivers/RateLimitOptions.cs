using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Receivers;

/// <summary>How fast a receiver may be sent to; give perSecond or perMinute.</summary>
internal sealed class RateLimitOptions
{
    [Option("perSecond", "Events a second, on average.", Min = 0.001, DefaultText = "no limit")]
    public double? PerSecond { get; init; }

    [Option("perMinute", "Events a minute, on average.", Min = 0.001, DefaultText = "no limit")]
    public double? PerMinute { get; init; }

    [Option("burst", "How many may go at once after a pause.", Min = 1)]
    public int Burst { get; init; } = 1;

    [Option("overflow", "What happens to events beyond the rate: they wait in the journal, are told of in one digest as soon as there is room, or are left out and counted.")]
    public RateOverflow Overflow { get; init; } = RateOverflow.Wait;
}
