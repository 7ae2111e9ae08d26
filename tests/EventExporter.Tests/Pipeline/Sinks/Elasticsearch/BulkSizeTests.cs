using EventExporter.Pipeline.Sinks.Elasticsearch;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Sinks.Elasticsearch;

public sealed class BulkSizeTests
{
    [Fact]
    public void What_was_refused_as_too_large_is_never_allowed_again_whatever_comes_after() => Prop.ForAll<(byte What, uint Bytes)[]>(answers =>
    {
        var size = new BulkSize();
        var smallestRefused = long.MaxValue;
        foreach (var (what, bytes) in answers)
        {
            if (what % 3 == 0)
            {
                size.TooLarge(bytes);
                smallestRefused = Math.Min(smallestRefused, Math.Max(2, bytes));
            }
            else if (what % 3 == 1)
            {
                size.Overloaded(bytes);
            }
            else
            {
                size.Accepted(bytes);
            }

            Assert.True(size.Limit == long.MaxValue || size.Limit is > 0 and < long.MaxValue);
            Assert.True(smallestRefused == long.MaxValue || size.Limit < smallestRefused);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Overload_halves_at_once_and_success_grows_it_bit_by_bit()
    {
        var size = new BulkSize();
        size.Overloaded(1_000_000);
        Assert.Equal(500_000, size.Limit);
        size.Overloaded(500_000);
        Assert.Equal(250_000, size.Limit);
        var steps = 0;
        for (; size.Limit < 1_000_000; steps++)
            size.Accepted(size.Limit);
        Assert.InRange(steps, 5, 15);
        size.Accepted(10);
        var before = size.Limit;
        size.Accepted(before / 4);
        Assert.Equal(before, size.Limit);
    }
}
