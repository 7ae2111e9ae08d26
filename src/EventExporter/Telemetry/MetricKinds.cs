using System.Diagnostics.Metrics;

namespace EventExporter.Telemetry;

internal static class MetricKinds
{
    public static MetricKind Of(Instrument instrument) => instrument.GetType().GetGenericTypeDefinition() switch
    {
        var t when t == typeof(Counter<>) => MetricKind.Counter,
        var t when t == typeof(ObservableCounter<>) => MetricKind.ObservedCounter,
        var t when t == typeof(UpDownCounter<>) => MetricKind.UpDown,
        var t when t == typeof(Histogram<>) => MetricKind.Histogram,
        var t when t == typeof(Gauge<>) => MetricKind.Gauge,
        _ => MetricKind.ObservedGauge,
    };

    /// <summary>The word after <c># TYPE</c>.</summary>
    public static string TypeName(this MetricKind kind) => kind switch
    {
        MetricKind.Counter or MetricKind.ObservedCounter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    public static bool IsCounter(this MetricKind kind) => kind is MetricKind.Counter or MetricKind.ObservedCounter;

    public static bool IsObserved(this MetricKind kind) => kind is MetricKind.ObservedCounter or MetricKind.ObservedGauge;
}
