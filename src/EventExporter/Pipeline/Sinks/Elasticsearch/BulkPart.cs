namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>Some entries of a bulk that go in one request.</summary>
internal readonly record struct BulkPart(int From, int Count)
{
    public BulkPart FirstHalf => new(From, Count / 2);

    public BulkPart SecondHalf => new(From + (Count / 2), Count - (Count / 2));
}
