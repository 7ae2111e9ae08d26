using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

public class RepeatsTests
{
    private static readonly QuietSettings First = new()
    {
        Repeats = new RepeatSettings([GroupField.Find("namespace")!, GroupField.Find("owner")!, GroupField.Find("reason")!], TimeSpan.FromHours(1)),
    };

    [Fact]
    public async Task Only_the_first_of_a_trouble_is_sent_until_it_was_quiet_long_enough()
    {
        await using var harness = new Harness(QuietSome.Options(First));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"), QuietSome.Event("shop", "BackOff"), QuietSome.Event("bank", "BackOff"));
        await Harness.UntilAsync(() => harness.Status.Pending == 0);
        Assert.Equal(["shop", "bank"], told.Messages.Select(m => m.Event.Namespace));
        Assert.Equal((2, 1, 1), (harness.Status.Delivered, harness.Status.Repeats, harness.Status.Held[HeldReason.Repeat]));

        harness.Time.Advance(TimeSpan.FromMinutes(50));
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"));
        await Harness.UntilAsync(() => harness.Status.Repeats == 2);
        harness.Time.Advance(TimeSpan.FromMinutes(61));
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"));
        await Harness.UntilAsync(() => told.Messages.Count == 3);
    }

    [Fact]
    public async Task After_a_kill_a_recurrence_is_known_and_a_first_one_on_its_way_is_sent()
    {
        await using var first = new Harness(QuietSome.Options(First) with { MaxItems = 1 });
        first.Start();
        first.Journal.Append(QuietSome.Event("shop", "BackOff"));
        (await first.Sink.NextAsync()).Deliver();
        first.Journal.Append(QuietSome.Event("bank", "BackOff"));
        await first.Sink.NextAsync();
        await first.PassAsync(TimeSpan.FromSeconds(4));

        var told = new Told();
        await using var second = new Harness(QuietSome.Options(First), first.Journal.Copy());
        second.Sink.Always = told.Take;
        second.Start();
        second.Journal.Append(QuietSome.Event("shop", "BackOff"), QuietSome.Event("bank", "BackOff"));
        await Harness.UntilAsync(() => second.Status.Pending == 0);
        Assert.Equal(["bank"], told.Messages.Select(m => m.Event.Namespace));
        Assert.Equal((3, 1, 2), (second.Status.Received, second.Status.Delivered, second.Status.Repeats));
    }
}
