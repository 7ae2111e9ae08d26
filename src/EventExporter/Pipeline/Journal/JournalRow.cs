namespace EventExporter.Pipeline.Journal;

/// <summary>A batch as it lies in the file, encoded.</summary>
internal readonly record struct JournalRow(long First, int Count, byte[] Payload)
{
    public long Last => First + Count - 1;
}
