using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Hosting;

/// <summary>What every part of an exporter reports to, and where it takes the time from.</summary>
internal sealed record ExporterSurroundings(ExporterMetrics Metrics, HealthBoard Health, ILoggerFactory Loggers, TimeProvider Time)
{
    /// <summary>Where a <c>stdout</c> receiver writes, by the receiver's name.</summary>
    public Func<string, Stream> StandardOutput { get; init; } = static _ => Console.OpenStandardOutput();
}
