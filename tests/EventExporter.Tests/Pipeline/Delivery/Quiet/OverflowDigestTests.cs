using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

public class OverflowDigestTests
{
    private static readonly RateLimit OneAMinute = new(1, TimeSpan.FromMinutes(1), Overflow: OverflowPolicy.Digest);

    [Fact]
    public async Task A_flood_becomes_one_event_and_one_digest_whose_counts_add_up()
    {
        await using var harness = new Harness(QuietSome.Options(QuietSettings.None, OneAMinute));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append([.. Enumerable.Range(0, 5000).Select(i => QuietSome.Event($"ns-{i % 10}", $"R{i % 30}", delta: 1 + (i % 3), name: $"p{i}"))]);
        await Harness.UntilAsync(() => harness.Status.HeldForDigest == 4999);
        Assert.Single(told.Messages);
        await harness.PassAsync(TimeSpan.FromSeconds(61));

        Assert.Equal(2, told.Messages.Count);
        var digest = told.Messages[1].Group!;
        var expected = Enumerable.Range(1, 4999).Sum(i => 1 + (i % 3));
        Assert.Equal((GatheredBy.RateLimit, 4999, expected, expected), (digest.By, digest.Size, digest.Count, told.Messages[1].Event.Delta));
        Assert.Equal((4999, expected), (digest.Counts.Sum(c => c.Events), digest.Counts.Sum(c => c.Count)));
        Assert.Equal((5000, 0, 0), (harness.Status.Delivered, harness.Status.Pending, harness.Status.Dropped));
    }

    [Fact]
    public async Task More_reasons_than_are_told_apart_are_one_sum_in_the_end()
    {
        await using var harness = new Harness(QuietSome.Options(QuietSettings.None, OneAMinute));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append([.. Enumerable.Range(0, 500).Select(i => QuietSome.Event("shop", $"R{i}", name: $"p{i}"))]);
        await Harness.UntilAsync(() => harness.Status.HeldForDigest == 499);
        await harness.PassAsync(TimeSpan.FromSeconds(61));
        var counts = told.Messages[1].Group!.Counts;
        Assert.Equal((Tally.MostCounts + 1, 499, ""), (counts.Count, counts.Sum(c => c.Count), counts[^1].Reason));
    }

    [Fact]
    public async Task A_single_event_that_had_to_wait_is_sent_as_it_is()
    {
        await using var harness = new Harness(QuietSome.Options(QuietSettings.None, OneAMinute));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "One"), QuietSome.Event("shop", "Two"));
        await harness.PassAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(["One", "Two"], told.Messages.Select(m => m.Event.Reason));
        Assert.All(told.Messages, m => Assert.Null(m.Group));
    }

    [Fact]
    public async Task A_digest_survives_a_kill()
    {
        await using var first = new Harness(QuietSome.Options(QuietSettings.None, OneAMinute));
        first.Sink.Always = static _ => Outcome.Delivered();
        first.Start();
        first.Journal.Append([.. Enumerable.Range(0, 100).Select(i => QuietSome.Event("shop", $"R{i % 5}", name: $"p{i}"))]);
        await first.KeptAsync();

        var told = new Told();
        await using var second = new Harness(QuietSome.Options(QuietSettings.None, OneAMinute), first.Journal.Copy());
        second.Sink.Always = told.Take;
        second.Start();
        await Harness.UntilAsync(() => second.Status.Delivered == 99);
        Assert.Equal(99, Assert.Single(told.Messages).Group!.Count);
    }
}
