namespace EventExporter.Pipeline.Sinks.Kinesis;

/// <summary>What a service takes at once. Sizes are of the data before base64, with the partition key's UTF-8 where there is one.</summary>
/// <param name="Records">Most records of a request.</param>
/// <param name="RequestBytes">Most bytes of all its records.</param>
/// <param name="RecordBytes">Most bytes of one.</param>
internal sealed record RecordLimits(int Records, int RequestBytes, int RecordBytes)
{
    /// <summary>The records in as few requests as their order allows. None of them may be larger than <see cref="RecordBytes"/>.</summary>
    public IEnumerable<ArraySegment<PutRecord>> Cut(PutRecord[] records)
    {
        var start = 0;
        var bytes = 0;
        for (var i = 0; i < records.Length; i++)
        {
            if (i - start == Records || bytes + records[i].Size > RequestBytes)
            {
                yield return new ArraySegment<PutRecord>(records, start, i - start);
                (start, bytes) = (i, 0);
            }

            bytes += records[i].Size;
        }

        if (start < records.Length)
            yield return new ArraySegment<PutRecord>(records, start, records.Length - start);
    }
}
