using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

public class GroupingTests
{
    private static readonly QuietSettings ByNamespace = new() { Group = QuietSome.GroupBy("namespace") };

    [Fact]
    public async Task A_group_is_told_once_after_its_wait_with_the_sum_and_a_sample()
    {
        await using var harness = new Harness(QuietSome.Options(ByNamespace));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append([.. Enumerable.Range(1, 7).Select(i => QuietSome.Event("shop", "BackOff", delta: i, name: $"web-{i}"))]);

        await harness.PassAsync(TimeSpan.FromSeconds(29));
        Assert.Empty(told.Messages);
        Assert.Equal((7, 7, 7), (harness.Status.Received, harness.Status.Pending, harness.Status.Held[HeldReason.Grouped]));

        await harness.PassAsync(TimeSpan.FromSeconds(3));
        var message = Assert.Single(told.Messages);
        Assert.Equal((28, "web-7"), (message.Event.Delta, message.Event.InvolvedObject.Name));
        Assert.Equal((7, 28, "namespace=shop", "shop"), (message.Group!.Size, message.Group.Count, message.Group.Key, message.Group.Labels["namespace"]));
        Assert.Equal(["web-1", "web-2", "web-7"], message.Group.Events.Select(e => e.Event.InvolvedObject.Name));
        Assert.Equal((7, 0, 7), (harness.Status.Delivered, harness.Status.Pending, harness.Status.Bookmark));
        Assert.Empty(harness.Status.Held);
    }

    [Fact]
    public async Task What_is_new_is_told_after_the_interval_and_what_goes_on_after_the_repeat()
    {
        await using var harness = new Harness(QuietSome.Options(ByNamespace));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"));
        await harness.PassAsync(TimeSpan.FromSeconds(31));
        Assert.Single(told.Messages);

        harness.Journal.Append(QuietSome.Event("shop", "BackOff", delta: 5));
        await harness.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Single(told.Messages);

        harness.Journal.Append(QuietSome.Event("shop", "FailedMount"));
        await harness.PassAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(6, told.Messages[^1].Group!.Count);

        harness.Journal.Append(QuietSome.Event("shop", "FailedMount", delta: 2));
        harness.Time.Advance(TimeSpan.FromHours(3.9));
        await Harness.SettleAsync();
        Assert.Equal(2, told.Messages.Count);
        await harness.AdvanceUntilAsync(() => told.Messages.Count == 3, TimeSpan.FromMinutes(1), 20);
        Assert.Equal(2, told.Messages[^1].Group!.Count);
    }

    [Fact]
    public async Task A_group_of_which_nothing_was_heard_for_its_repeat_begins_anew()
    {
        await using var harness = new Harness(QuietSome.Options(ByNamespace));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"));
        await harness.PassAsync(TimeSpan.FromSeconds(31));
        harness.Time.Advance(TimeSpan.FromHours(5));
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"));
        await harness.PassAsync(TimeSpan.FromSeconds(32));
        Assert.Equal(2, told.Messages.Count);
    }

    [Fact]
    public async Task The_bookmark_passes_held_events_and_a_restart_goes_on_with_them()
    {
        var told = new Told();
        await using var first = new Harness(QuietSome.Options(ByNamespace));
        first.Sink.Always = told.Take;
        first.Start();
        first.Journal.Append(QuietSome.Event("shop", "BackOff"), QuietSome.Event("bank", "BackOff"));
        await first.KeptAsync();
        var left = first.Journal.Copy();
        told.IsDead = true;

        var again = new Told();
        await using var second = new Harness(QuietSome.Options(ByNamespace), left);
        second.Sink.Always = again.Take;
        second.Start();
        Assert.Equal((2, 2), (second.Status.Received, second.Status.Pending));
        await second.PassAsync(TimeSpan.FromSeconds(32));
        Assert.Equal(["bank", "shop"], again.Messages.Select(m => m.Event.Namespace).Order());
        Assert.Equal((2, 2, 0), (second.Status.Received, second.Status.Delivered, second.Status.Pending));
    }

    [Fact]
    public async Task A_notification_that_fails_is_sent_again_while_its_group_gathers_on()
    {
        await using var harness = new Harness(QuietSome.Options(ByNamespace));
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"));
        var request = await harness.AdvanceToNextRequestAsync(TimeSpan.FromSeconds(1));
        harness.Journal.Append(QuietSome.Event("shop", "FailedMount", delta: 3));
        request.Reply(Outcome.Retry("503"));
        var second = await harness.AdvanceToNextRequestAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, second.Items[0].Event.Group!.Count);
        second.Deliver();
        var third = await harness.AdvanceToNextRequestAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(3, third.Items[0].Event.Group!.Count);
        third.Deliver();
        await Harness.UntilAsync(() => harness.Status.Delivered == 2);
    }

    [Fact]
    public async Task A_rejected_notification_is_one_dead_letter_that_stands_for_all_its_events()
    {
        await using var harness = new Harness(QuietSome.Options(ByNamespace));
        harness.Sink.Always = static _ => Outcome.Rejected("too ugly");
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff", delta: 2), QuietSome.Event("shop", "BackOff", delta: 3, name: "web-2"));
        await harness.PassAsync(TimeSpan.FromSeconds(32));
        var letter = Assert.Single(harness.Journal.Letters);
        Assert.Equal((2, 5), (letter.Count, letter.Event!.Event.Delta));
        Assert.Equal((2, 0), (harness.Status.Rejected, harness.Status.Pending));
    }

    [Fact]
    public async Task Groups_beyond_the_most_are_told_at_once_and_nothing_is_lost()
    {
        await using var harness = new Harness(QuietSome.Options(new QuietSettings { Group = QuietSome.GroupBy("reason") }));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        const int many = Gathering.Most + 100;
        harness.Journal.Append([.. Enumerable.Range(0, many).Select(i => QuietSome.Event("shop", $"R{i}"))]);
        await Harness.UntilAsync(() => told.Messages.Count >= 100);
        await harness.PassAsync(TimeSpan.FromSeconds(35));
        await Harness.UntilAsync(() => harness.Status.Delivered == many);
        Assert.Equal(many, told.CountsByReason().Count);
    }

    [Fact]
    public async Task What_was_grouped_goes_out_at_once_when_groups_are_configured_no_more()
    {
        var told = new Told();
        await using var first = new Harness(QuietSome.Options(ByNamespace));
        first.Start();
        first.Journal.Append(QuietSome.Event("shop", "BackOff"), QuietSome.Event("shop", "FailedMount"));
        await first.KeptAsync();

        await using var second = new Harness(QuietSome.Options(QuietSettings.None), first.Journal.Copy());
        second.Sink.Always = told.Take;
        second.Start();
        await Harness.UntilAsync(() => second.Status.Delivered == 2);
        Assert.Equal(2, Assert.Single(told.Messages).Group!.Size);
    }

    [Fact]
    public async Task At_the_end_of_a_recording_nothing_waits()
    {
        await using var harness = new Harness(QuietSome.Options(ByNamespace));
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff"));
        await Harness.UntilAsync(() => harness.Status.Held.Count == 1);
        harness.Loop.EndAt(1);
        await Harness.UntilAsync(() => told.Messages.Count == 1);
        await harness.PassAsync(TimeSpan.FromSeconds(2));
        await harness.Loop.DrainAsync(1, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
