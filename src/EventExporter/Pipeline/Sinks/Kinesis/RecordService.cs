using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Kinesis;

/// <summary>What sets the services that take records in batches apart.</summary>
/// <param name="Name">In addresses and signatures.</param>
/// <param name="Operation">The operation that puts a batch.</param>
/// <param name="Stream">The field that names the stream.</param>
/// <param name="Answers">The field of the answer that has an entry a record.</param>
/// <param name="After">Bytes behind each record's document.</param>
internal sealed record RecordService(string Name, string Operation, string Stream, string Answers, byte[] After, RecordLimits Limits)
{
    /// <summary>Kinesis Data Streams API reference, PutRecords. The limits are those that every stream has, not those it may be raised to.</summary>
    public static readonly RecordService Kinesis = new(
        "kinesis", "Kinesis_20131202.PutRecords", "StreamName", "Records", [], new RecordLimits(500, 5 * 1024 * 1024, 1024 * 1024));

    /// <summary>
    /// Amazon Data Firehose API reference, PutRecordBatch. Records are joined as they come, so that what arrives has a line an event
    /// only if each ends with a line break.
    /// </summary>
    public static readonly RecordService Firehose = new(
        "firehose", "Firehose_20150804.PutRecordBatch", "DeliveryStreamName", "RequestResponses", "\n"u8.ToArray(), new RecordLimits(500, 4 * 1024 * 1024, 1000 * 1024));

    public ReadOnlyMemory<byte> Data(RenderedBatch body, RenderedBatch.Document document) => body.Buffer.Written.Slice(document.Start, document.Length + After.Length);
}
