using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

/// <summary>Match rules that say for themselves how their receiver is to be told.</summary>
public class RulesOfTheirOwnTests
{
    private const int ShopMark = 5;

    private static readonly QuietSettings Grouped = new() { Group = QuietSome.GroupBy("reason") };

    private static readonly QuietSettings Once = new() { Repeats = new RepeatSettings([GroupField.Find("reason")!], TimeSpan.FromHours(1)) };

    [Fact]
    public async Task Events_of_the_rule_are_grouped_and_all_others_go_alone()
    {
        await using var harness = new Harness(Options(Grouped), router: new ShopIsMarked());
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff", 2), QuietSome.Event("mail", "BackOff", 3), QuietSome.Event("shop", "BackOff", 4), QuietSome.Event("mail", "BackOff", 5));

        await harness.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal([3, 5], told.Messages.Select(static message => message.Event.Delta));
        Assert.Equal(2, harness.Status.Held[HeldReason.Grouped]);

        await harness.PassAsync(TimeSpan.FromSeconds(31));
        Assert.Equal((6, "reason=BackOff"), (told.Messages[^1].Event.Delta, told.Messages[^1].Group!.Key));
        Assert.Equal((4, 0), (harness.Status.Delivered, harness.Status.Pending));
    }

    [Fact]
    public async Task What_the_rule_has_told_of_is_no_recurrence_for_the_rest_of_the_receiver()
    {
        await using var harness = new Harness(Options(Once) with { Quiet = Once }, router: new ShopIsMarked());
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff", 1), QuietSome.Event("mail", "BackOff", 2), QuietSome.Event("shop", "BackOff", 3), QuietSome.Event("mail", "BackOff", 4));

        await harness.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal([1, 2], told.Messages.Select(static message => message.Event.Delta));
        Assert.Equal(2, harness.Status.Repeats);
    }

    [Fact]
    public async Task A_rule_may_sleep_while_the_receiver_is_awake()
    {
        // The clock begins at midnight.
        var window = new TimeWindow(Enum.GetValues<DayOfWeek>().ToHashSet(), TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        var later = new QuietSettings { ActiveTime = new ActiveTime(TimeZoneInfo.Utc, [window], IsInverted: false, DropsOutside: false) };
        await using var harness = new Harness(Options(later), router: new ShopIsMarked());
        var told = new Told();
        harness.Sink.Always = told.Take;
        harness.Start();
        harness.Journal.Append(QuietSome.Event("shop", "BackOff", 2), QuietSome.Event("mail", "BackOff", 3), QuietSome.Event("shop", "Failed", 4));

        await harness.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal([3], told.Messages.Select(static message => message.Event.Delta));

        harness.Time.Advance(TimeSpan.FromMinutes(59));
        await harness.AdvanceUntilAsync(() => told.Messages.Count == 2, TimeSpan.FromSeconds(10), 20);
        Assert.Equal(6, told.Messages[^1].Event.Delta);
    }

    [Fact]
    public async Task What_a_rule_holds_survives_a_restart_and_goes_out_at_once_where_the_rule_is_gone()
    {
        var journal = new MemoryJournal();
        await using (var harness = new Harness(Options(Grouped), journal, router: new ShopIsMarked()))
        {
            harness.Start();
            harness.Journal.Append(QuietSome.Event("shop", "BackOff", 2), QuietSome.Event("shop", "BackOff", 4));
            await harness.PassAsync(TimeSpan.FromSeconds(3));
            await harness.StopAsync();
        }

        await using (var kept = new Harness(Options(Grouped), journal.Copy(), router: new ShopIsMarked()))
        {
            kept.Start();
            await kept.PassAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(2, kept.Status.Held[HeldReason.Grouped]);
        }

        await using var gone = new Harness(QuietSome.Options(QuietSettings.None), journal.Copy());
        var told = new Told();
        gone.Sink.Always = told.Take;
        gone.Start();
        await gone.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(6, Assert.Single(told.Messages).Event.Delta);
        Assert.Equal((2, 0), (gone.Status.Delivered, gone.Status.Pending));
    }

    private static DeliveryOptions Options(QuietSettings shop) =>
        QuietSome.Options(QuietSettings.None) with { Rules = [new QuietScope(ShopMark, "route.match[1]", shop)] };

    private sealed class ShopIsMarked : IRouter
    {
        public ReceiverSet Route(AnalyzedEvent analyzed)
        {
            var receiver = default(ReceiverSet).With(0);
            return analyzed.Event.Namespace == "shop" ? receiver.With(ShopMark) : receiver;
        }
    }
}
