using System.Globalization;

namespace EventExporter.Benchmarks.Analysis;

/// <summary>Microseconds of processor time an event.</summary>
/// <param name="Total">Of the whole process, collections included.</param>
/// <param name="Classify">By the clock, like the others: the share of each part.</param>
internal sealed record AnalysisCost(double Total, double Classify, double Correlate, double Detect, double Allocated)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Total:F2} us an event (classification and extraction {Classify:F2}, correlation {Correlate:F2}, patterns, rates and alerts {Detect:F2}), {Allocated:F0} bytes allocated");
}
