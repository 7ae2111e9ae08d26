using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>How patterns, unusual rates and alert rules look at the events.</summary>
internal sealed record DetectionOptions
{
    [Option("lateness", "How long they wait for events that come out of order. What comes later still counts, but only from then on.", Max = "10m")]
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(5);
}
