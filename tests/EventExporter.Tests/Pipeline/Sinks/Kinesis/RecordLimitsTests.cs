using EventExporter.Pipeline.Sinks.Kinesis;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Sinks.Kinesis;

public class RecordLimitsTests
{
    private static readonly RecordLimits Limits = new(Records: 5, RequestBytes: 100, RecordBytes: 40);

    private static readonly Arbitrary<int[]> Sizes = Gen.Choose(1, Limits.RecordBytes).ArrayOf().ToArbitrary();

    [Fact]
    public void Requests_hold_every_record_once_in_order_and_keep_to_the_limits() => Prop.ForAll(Sizes, sizes =>
    {
        var parts = Cut(sizes);
        return parts.SelectMany(part => part).Select(record => record.Size).SequenceEqual(sizes)
            && parts.All(part => part.Count is > 0 and <= 5 && part.Sum(record => record.Size) <= 100);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_request_ends_only_where_the_next_record_does_not_fit() => Prop.ForAll(Sizes, sizes =>
    {
        var parts = Cut(sizes);
        return parts.Zip(parts.Skip(1)).All(pair => pair.First.Count == 5 || pair.First.Sum(record => record.Size) + pair.Second[0].Size > 100);
    }).QuickCheckThrowOnFailure();

    private static List<ArraySegment<PutRecord>> Cut(int[] sizes) => [.. Limits.Cut([.. sizes.Select(size => new PutRecord(default, "", size))])];
}
