using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>What every watch of the source works with.</summary>
/// <param name="Random">From 0 up to 1: spreads waits and watch times.</param>
internal sealed record SourceServices(
    IEventsApi Api,
    KubernetesSourceOptions Options,
    ExporterMetrics Metrics,
    HealthBoard Health,
    ILogger Logger,
    TimeProvider Time,
    Func<double> Random);
