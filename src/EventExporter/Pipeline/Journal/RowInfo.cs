namespace EventExporter.Pipeline.Journal;

/// <summary>What retention has to know of a row.</summary>
/// <param name="At">When it was committed, in UTC ticks.</param>
internal readonly record struct RowInfo(long First, int Count, long At, long Bytes)
{
    public long Last => First + Count - 1;
}
