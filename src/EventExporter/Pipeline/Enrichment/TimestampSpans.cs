namespace EventExporter.Pipeline.Enrichment;

/// <summary>Spans of time in the unit of <see cref="TimeProvider.GetTimestamp"/>.</summary>
internal static class TimestampSpans
{
    public static long InTimestamps(this TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
