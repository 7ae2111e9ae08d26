using EventExporter.Configuration.Binding;

namespace EventExporter.Configuration.Model;

/// <summary>Looking up the objects that events are about.</summary>
internal sealed record EnrichmentOptions
{
    [Option("timeout", "How long an event waits for its object's labels, annotations and owners before it goes on without them, marked so.", Min = "10ms", Max = "1m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
}
