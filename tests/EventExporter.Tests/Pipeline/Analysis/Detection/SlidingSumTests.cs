using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Journal.Format;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Analysis.Detection;

public sealed class SlidingSumTests
{
    private static readonly Arbitrary<(int At, int Amount, int Window)[]> Steps =
        (from at in Gen.Choose(1, 60) from amount in Gen.Choose(1, 5) from window in Gen.Choose(5, 40) select (at, amount, window)).ArrayOf().ToArbitrary();

    [Fact]
    public void It_is_the_sum_of_what_lies_in_the_window_in_whatever_order_it_came() => Prop.ForAll(Steps, steps =>
    {
        var sum = new SlidingSum(64);
        var all = new List<(int At, int Amount)>();
        var until = 0;
        foreach (var (at, amount, window) in steps)
        {
            sum.Add(at, amount, at - 1);
            all.Add((at, amount));
            until = Math.Max(until, at - window);
            sum.Expire(until);
            all.RemoveAll(entry => entry.At <= until);
            Assert.Equal(all.Sum(entry => entry.Amount), sum.Sum);
            if (all.Count > 0)
                Assert.Equal((all.Min(e => e.At), all.Max(e => e.At), all.Min(e => e.At) - 1), (sum.Oldest, sum.Newest, sum.EarliestStart));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Beyond_its_capacity_it_stays_small_and_loses_nothing()
    {
        var sum = new SlidingSum(16);
        for (var at = 1; at <= 1000; at++)
            sum.Add(at, 1, at);
        Assert.True(sum.Count <= 16);
        Assert.Equal(1000, sum.Sum);
        sum.Expire(1000);
        Assert.Equal(0, sum.Sum);
    }

    [Fact]
    public void Beyond_its_capacity_it_forgets_late_never_early()
    {
        var sum = new SlidingSum(64);
        for (var at = 1; at <= 600; at++)
        {
            sum.Add(at, 1, at);
            sum.Expire(at - 300);
            Assert.InRange(sum.Sum, Math.Min(at, 300), Math.Min(at, 300) + (300 * 8 / 64));
        }
    }

    [Fact]
    public void It_comes_back_from_its_saved_state() => Prop.ForAll(Steps, steps =>
    {
        var (sum, loaded) = (new SlidingSum(16), new SlidingSum(16));
        foreach (var (at, amount, _) in steps)
            sum.Add(at, amount, at - 2);
        var state = new PayloadWriter();
        sum.Save(state);
        var reader = new PayloadReader(state.Written);
        loaded.Load(ref reader);
        Assert.Equal((sum.Count, sum.Sum, sum.EarliestStart), (loaded.Count, loaded.Sum, loaded.EarliestStart));
    }).QuickCheckThrowOnFailure();
}
