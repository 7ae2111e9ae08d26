using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Routing;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Tests.Pipeline.Delivery;

public class DeliveryLoopTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Events_are_sent_in_order_and_the_bookmark_follows()
    {
        await using var harness = new Harness().Start();
        harness.Journal.Append(Some.Events(3));
        var request = await harness.Sink.NextAsync();
        Assert.Equal(["e1", "e2", "e3"], request.Names);
        Assert.Equal(0, harness.Status.Bookmark);
        Assert.Equal(3, harness.Status.Pending);

        request.Deliver();
        await harness.Loop.DrainAsync(3, default);
        Assert.Equal(3, harness.Journal.GetBookmark("out"));
        Assert.Equal((3, 3, 0), (harness.Status.Received, harness.Status.Delivered, harness.Status.Pending));
    }

    [Fact]
    public async Task Only_the_undelivered_part_of_a_partial_failure_is_sent_again()
    {
        await using var harness = new Harness().Start();
        harness.Journal.Append(Some.Events(3));
        (await harness.Sink.NextAsync()).Reply(Outcome.Delivered(), Outcome.Retry("queue full"), Outcome.Delivered());

        var second = await harness.AdvanceToNextRequestAsync(Step);
        Assert.Equal(["e2"], second.Names);
        Assert.Equal((1L, 2L), (harness.Status.Bookmark, harness.Status.Delivered));
        second.Deliver();
        await harness.Loop.DrainAsync(3, default);
        Assert.Equal((3L, 1L), (harness.Status.Delivered, harness.Status.Retried));
    }

    [Fact]
    public async Task Retry_after_is_kept_to_the_second()
    {
        await using var harness = new Harness().Start();
        harness.Journal.Append(Some.Event());
        (await harness.Sink.NextAsync()).Reply(Outcome.Retry("slow down", TimeSpan.FromSeconds(137)));
        var second = await harness.AdvanceToNextRequestAsync(Step, steps: 1000);
        Assert.Equal(Some.Time.AddSeconds(137), second.At);
        second.Deliver();
    }

    [Fact]
    public async Task Without_retry_after_the_wait_doubles()
    {
        await using var harness = new Harness().Start();
        harness.Journal.Append(Some.Event());
        (await harness.Sink.NextAsync()).Reply(Outcome.Retry("no"));
        var second = await harness.AdvanceToNextRequestAsync(Step);
        second.Reply(Outcome.Retry("no"));
        var third = await harness.AdvanceToNextRequestAsync(Step);
        third.Deliver();
        Assert.Equal([1, 3], [(second.At - Some.Time).TotalSeconds, (third.At - Some.Time).TotalSeconds]);
    }

    [Fact]
    public async Task A_sink_that_throws_has_failed_for_all()
    {
        await using var harness = new Harness().Start();
        harness.Journal.Append(Some.Events(2));
        (await harness.Sink.NextAsync()).Answer.SetException(new HttpRequestException("Connection refused (es:9200)"));
        var second = await harness.AdvanceToNextRequestAsync(Step);
        Assert.Equal(["e1", "e2"], second.Names);
        Assert.Equal("Connection refused (es:9200)", harness.Status.LastError);
        Assert.Equal(ReceiverState.Failing, harness.Status.State);
        Assert.Equal(HealthState.Degraded, harness.Health.Reports["receiver/out"].State);
        second.Deliver();
        await harness.Loop.DrainAsync(2, default);
        Assert.Equal(HealthState.Ok, harness.Health.Reports["receiver/out"].State);
    }

    [Fact]
    public async Task A_service_that_hangs_is_left_after_the_attempt_timeout()
    {
        await using var harness = new Harness(new DeliveryOptions { Retry = Harness.Steady with { AttemptTimeout = TimeSpan.FromSeconds(30) } }).Start();
        harness.Journal.Append(Some.Event());
        await harness.Sink.NextAsync();
        var second = await harness.AdvanceToNextRequestAsync(Step);
        Assert.Equal(Some.Time.AddSeconds(31), second.At);
        Assert.Equal("no answer within 30 s", harness.Status.LastError);
        second.Deliver();
    }

    [Fact]
    public async Task A_rejected_event_goes_to_the_dead_letters_and_does_not_come_again()
    {
        await using var harness = new Harness().Start();
        harness.Journal.Append(Some.Events(2));
        (await harness.Sink.NextAsync()).Reply(Outcome.Rejected("mapper_parsing_exception", "{}"), Outcome.Delivered());
        await harness.Loop.DrainAsync(2, default);
        var letter = Assert.Single(harness.Journal.Letters);
        Assert.Equal(("out", 1L, "mapper_parsing_exception", "{}"), (letter.Receiver, letter.Sequence, letter.Reason, letter.Payload));
        Assert.Equal((1L, 1L), (harness.Status.Rejected, harness.Status.Delivered));
        Assert.Contains(harness.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("dead letters", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    public async Task Poison_among_neighbours_costs_only_itself(int poison)
    {
        await using var harness = new Harness();
        var delivered = new List<string>();
        harness.Sink.AlwaysWhole = items =>
        {
            var names = items.Select(item => item.Event.Event.InvolvedObject.Name).ToList();
            if (names.Contains($"e{poison}"))
                return Outcome.ForAll(items.Count, Outcome.RefusedTogether("400: cannot parse"));
            delivered.AddRange(names);
            return Outcome.ForAll(items.Count, Outcome.Delivered());
        };
        harness.Journal.Append(Some.Events(10));
        harness.Start();
        await harness.Loop.DrainAsync(10, default);
        Assert.Equal(Enumerable.Range(1, 10).Where(i => i != poison).Select(i => $"e{i}"), delivered);
        Assert.Equal(poison, Assert.Single(harness.Journal.Letters).Sequence);
    }

    [Fact]
    public async Task Giving_up_makes_a_dead_letter_with_the_last_reason()
    {
        await using var harness = new Harness(new DeliveryOptions { Retry = Harness.Steady with { MaxAttempts = 3 } });
        harness.Sink.Always = _ => Outcome.Retry("still no");
        harness.Journal.Append(Some.Event());
        harness.Start();
        await DriveAsync(harness, 1);
        Assert.Equal(3, harness.Sink.Seen.Count);
        Assert.Equal("given up after 3 attempt(s): still no", Assert.Single(harness.Journal.Letters).Reason);
    }

    [Fact]
    public async Task Without_limits_it_never_gives_up()
    {
        await using var harness = new Harness();
        harness.Sink.Always = _ => harness.Time.GetUtcNow() < Some.Time.AddDays(1) ? Outcome.Retry("down") : Outcome.Delivered();
        harness.Journal.Append(Some.Event());
        harness.Start();
        await harness.AdvanceUntilAsync(() => harness.Status.Bookmark == 1, TimeSpan.FromMinutes(1), 3000);
        Assert.Equal(1, harness.Status.Delivered);
    }

    [Fact]
    public async Task A_dead_service_is_probed_and_not_hammered()
    {
        await using var harness = new Harness(new DeliveryOptions { Concurrency = 8, Retry = new RetryPolicy { Delay = TimeSpan.FromMilliseconds(100), Jitter = false } });
        harness.Sink.Always = _ => Outcome.Retry("down");
        harness.Journal.Append(Some.Events(8));
        harness.Start();
        for (var i = 0; i < 600; i++)
        {
            await Harness.SettleAsync();
            harness.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(harness.Sink.Seen.Count, 8, 40);
    }

    [Fact]
    public async Task A_failure_is_said_once_then_at_most_each_minute_and_the_recovery_once()
    {
        await using var harness = new Harness();
        harness.Sink.Always = _ => harness.Time.GetUtcNow() < Some.Time.AddSeconds(150) ? Outcome.Retry("down") : Outcome.Delivered();
        harness.Journal.Append(Some.Event());
        harness.Start();
        await DriveAsync(harness, 1);
        Assert.InRange(harness.Log.Lines.Count(line => line.Level == LogLevel.Warning), 2, 3);
        Assert.All(harness.Log.Lines, line => Assert.Contains("out", line.Text, StringComparison.Ordinal));
        Assert.Single(harness.Log.Lines, line => line.Level == LogLevel.Information && line.Text.Contains("delivers again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_schedule_gives_each_event_its_own_waits_and_ends_in_the_dead_letters()
    {
        await using var harness = new Harness(new DeliveryOptions { Retry = new RetryPolicy { Schedule = RetryPolicy.StandardWebhooks, Jitter = false } });
        harness.Sink.Always = item => item.Sequence == 2 ? Outcome.Delivered() : Outcome.Retry("down");
        harness.Journal.Append(Some.Events(2));
        harness.Start();
        await Harness.UntilAsync(() => harness.Status.Delivered == 1);
        Assert.Equal(0, harness.Status.Bookmark);
        await harness.AdvanceUntilAsync(() => harness.Journal.Letters.Count == 1, TimeSpan.FromHours(1), 200);
        var tries = harness.Sink.Seen.Where(request => request.Items[0].Sequence == 1).Select(request => request.At).ToList();
        Assert.Equal(10, tries.Count);
        foreach (var (wait, i) in RetryPolicy.StandardWebhooks.Select((wait, i) => (wait, i)))
            Assert.True(tries[i + 1] - tries[i] >= wait, $"retry {i + 1} came {tries[i + 1] - tries[i]} after the attempt before");
        Assert.Equal("given up after 10 attempt(s): down", harness.Journal.Letters[0].Reason);
    }

    [Fact]
    public async Task A_service_that_asks_for_a_longer_wait_than_the_schedule_gets_it()
    {
        await using var harness = new Harness(new DeliveryOptions { Retry = new RetryPolicy { Schedule = RetryPolicy.StandardWebhooks, Jitter = false } });
        harness.Journal.Append(Some.Event());
        harness.Start();
        (await harness.Sink.NextAsync()).Reply(Outcome.Retry("busy", TimeSpan.FromMinutes(2)));
        var second = await harness.AdvanceToNextRequestAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Some.Time.AddMinutes(2), second.At);
        second.Deliver();
    }

    [Fact]
    public async Task A_farewell_survives_a_restart_until_the_receiver_is_enabled_again()
    {
        var journal = new MemoryJournal();
        await using (var first = new Harness(journal: journal))
        {
            first.Sink.Always = _ => Outcome.Unsubscribed("410 Gone");
            journal.Append(Some.Event());
            first.Start();
            await Harness.UntilAsync(() => first.Status.State == ReceiverState.Unsubscribed);
        }

        await using var second = new Harness(journal: journal);
        second.Sink.Always = _ => Outcome.Delivered();
        second.Start();
        for (var i = 0; i < 10; i++)
            await second.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(second.Sink.Seen);
        Assert.Equal(ReceiverState.Unsubscribed, second.Status.State);
        Assert.Contains("410 Gone", second.Status.LastError, StringComparison.Ordinal);
        Assert.Contains("event-exporter receivers enable out", second.Health.Reports["receiver/out"].Detail, StringComparison.Ordinal);
        Assert.True(journal.Remove("out"));
        await second.AdvanceUntilAsync(() => second.Status.Delivered == 1, TimeSpan.FromSeconds(1), 10);
        Assert.Equal(HealthState.Ok, second.Health.Reports["receiver/out"].State);
    }

    [Fact]
    public async Task What_was_under_way_at_the_farewell_goes_first_when_the_receiver_is_enabled_again()
    {
        await using var harness = new Harness(new DeliveryOptions { MaxItems = 1 });
        harness.Sink.Always = _ => Outcome.Unsubscribed("410 Gone");
        harness.Journal.Append(Some.Events(3));
        harness.Start();
        await Harness.UntilAsync(() => harness.Status.State == ReceiverState.Unsubscribed);
        harness.Sink.Always = _ => Outcome.Delivered();
        harness.Journal.Remove("out");
        await harness.AdvanceUntilAsync(() => harness.Status.Delivered == 3, TimeSpan.FromSeconds(1), 10);
        Assert.Equal(["e1", "e1", "e2", "e3"], harness.Sink.Names);
    }

    [Fact]
    public async Task Gone_stops_the_receiver_and_keeps_its_events()
    {
        await using var harness = new Harness(new DeliveryOptions { MaxItems = 1 });
        harness.Sink.Always = _ => Outcome.Unsubscribed("410 Gone");
        harness.Journal.Append(Some.Events(5));
        harness.Start();
        await Harness.UntilAsync(() => harness.Status.State == ReceiverState.Unsubscribed);
        harness.Time.Advance(TimeSpan.FromHours(1));
        await Harness.SettleAsync();
        Assert.Single(harness.Sink.Seen);
        Assert.Equal((5L, 0L), (harness.Status.Pending, harness.Status.Bookmark));
        Assert.Equal(HealthState.Degraded, harness.Health.Reports["receiver/out"].State);
        Assert.Empty(harness.Journal.Letters);
    }

    [Fact]
    public async Task The_first_event_waits_for_company_no_longer_than_the_maximum_delay()
    {
        await using var harness = new Harness(new DeliveryOptions { MaxItems = 10, MaxDelay = TimeSpan.FromSeconds(2) }).Start();
        harness.Journal.Append(Some.Event("a"));
        await Harness.UntilAsync(() => harness.Time.PendingTimers > Harness.IdleTimers);
        harness.Time.Advance(TimeSpan.FromSeconds(1.5));
        harness.Journal.Append(Some.Event("b"));
        await Harness.SettleAsync();
        Assert.Empty(harness.Sink.Seen);
        var request = await harness.AdvanceToNextRequestAsync(Step);
        Assert.Equal(["a", "b"], request.Names);
        Assert.Equal(Some.Time.AddSeconds(2), request.At);
        request.Deliver();
    }

    [Fact]
    public async Task A_batch_ends_at_its_item_limit_and_at_its_byte_limit()
    {
        await using var harness = new Harness(new DeliveryOptions { MaxItems = 4, MaxBytes = 10_000, MaxDelay = TimeSpan.FromMinutes(1) }) { Sink = { Always = _ => Outcome.Delivered() } };
        harness.Journal.Append([.. Some.Events(4), Some.Event("big", new string('x', 9_000)), .. Some.Events(4, 5)]);
        harness.Start();
        await Harness.UntilAsync(() => harness.Sink.Seen.Count == 3);
        Assert.Equal([4, 1, 4], harness.Sink.Seen.Select(request => request.Items.Count));
    }

    [Fact]
    public async Task Events_for_others_are_settled_as_they_are_read()
    {
        await using var harness = new Harness(router: new ByName("e2"));
        harness.Sink.Always = _ => Outcome.Delivered();
        harness.Journal.Append(Some.Events(3));
        harness.Start();
        await harness.Loop.DrainAsync(3, default);
        Assert.Equal(["e2"], harness.Sink.Names);
        Assert.Equal((3L, 1L, 2L), (harness.Status.Received, harness.Status.Delivered, harness.Status.NotRouted));
    }

    [Fact]
    public async Task Rows_that_the_full_journal_dropped_are_counted()
    {
        var journal = new MemoryJournal();
        journal.Append(Some.Events(4));
        journal.Append(Some.Events(2, 5));
        journal.MoveBookmark("out", 1);
        journal.Lose(4);
        await using var harness = new Harness(journal: journal);
        harness.Sink.Always = _ => Outcome.Delivered();
        harness.Start();
        await harness.Loop.DrainAsync(6, default);
        Assert.Equal(["e5", "e6"], harness.Sink.Names);
        Assert.Equal((5L, 3L, 2L), (harness.Status.Received, harness.Status.JournalFull, harness.Status.Delivered));
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_behind_the_bookmark()
    {
        var journal = new MemoryJournal();
        journal.Append(Some.Events(5));
        journal.MoveBookmark("out", 3);
        await using var harness = new Harness(journal: journal);
        harness.Sink.Always = _ => Outcome.Delivered();
        harness.Start();
        await harness.Loop.DrainAsync(5, default);
        Assert.Equal(["e4", "e5"], harness.Sink.Names);
    }

    [Fact]
    public async Task A_slow_receiver_does_not_hold_up_a_fast_one()
    {
        var journal = new MemoryJournal();
        await using var slow = new Harness(journal: journal, name: "slow");
        await using var fast = new Harness(journal: journal, name: "fast");
        fast.Sink.Always = _ => Outcome.Delivered();
        slow.Start();
        fast.Start();
        for (var i = 0; i < 50; i++)
            journal.Append(Some.Events(100, i * 100));
        await fast.Loop.DrainAsync(5000, default).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Single(slow.Sink.Seen);
        Assert.Equal((5000L, 0L), (slow.Status.Pending, slow.Status.Bookmark));
    }

    [Fact]
    public async Task With_one_request_stuck_the_others_run_only_a_bounded_way_ahead()
    {
        var options = new DeliveryOptions { MaxItems = 10, Concurrency = 2 };
        await using var harness = new Harness(options);
        harness.Journal.Append(Some.Events(1000));
        harness.Start();
        var stuck = await harness.Sink.NextAsync();
        // Two workers send at once: what is stuck need not be the very first.
        var before = stuck.Items[0].Sequence - 1;
        while (harness.Sink.HasRequest || Sent() < before + options.MaxUnsettled)
            (await harness.Sink.NextAsync()).Deliver();
        await Harness.SettleAsync();
        Assert.Equal(before + options.MaxUnsettled, Sent());
        Assert.Equal(before, harness.Status.Bookmark);
        stuck.Deliver();
        await Harness.UntilAsync(() => harness.Status.Bookmark >= options.MaxUnsettled);

        int Sent()
        {
            lock (harness.Sink.Seen)
                return harness.Sink.Seen.Sum(request => request.Items.Count);
        }
    }

    [Fact]
    public async Task After_an_orderly_stop_what_was_delivered_behind_a_failure_is_not_sent_again()
    {
        await using var first = new Harness();
        first.Sink.Always = static item => item.Event.Event.InvolvedObject.Name == "e2" ? Outcome.Retry("busy") : Outcome.Delivered();
        first.Journal.Append(Some.Events(4));
        first.Start();
        await Harness.UntilAsync(() => first.Status.Delivered == 3);
        await first.StopAsync();

        await using var second = new Harness(journal: first.Journal);
        second.Sink.Always = static _ => Outcome.Delivered();
        second.Start();
        await Harness.UntilAsync(() => second.Status.Bookmark == 4);
        Assert.Equal(["e2"], second.Sink.Seen.SelectMany(static request => request.Names));
    }

    [Fact]
    public async Task A_stop_lets_the_request_under_way_end()
    {
        var harness = new Harness().Start();
        harness.Journal.Append(Some.Events(2));
        var request = await harness.Sink.NextAsync();
        var stopped = harness.StopAsync();
        await Harness.SettleAsync();
        harness.Time.Advance(TimeSpan.FromSeconds(19));
        await Harness.SettleAsync();
        Assert.False(stopped.IsCompleted);
        request.Deliver();
        await stopped.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, harness.Journal.GetBookmark("out"));
    }

    [Fact]
    public async Task After_the_flush_budget_what_is_left_stays_in_the_journal()
    {
        var harness = new Harness(new DeliveryOptions { MaxItems = 10, Retry = Harness.Steady with { AttemptTimeout = TimeSpan.FromHours(1) } }).Start();
        harness.Journal.Append(Some.Events(2));
        await harness.Sink.NextAsync();
        var stopped = harness.StopAsync();
        await harness.AdvanceUntilAsync(() => stopped.IsCompleted, Step, 2000, idleTimers: 0);
        Assert.InRange((harness.Time.GetUtcNow() - Some.Time).TotalSeconds, 20, 600);
        Assert.Equal((0L, 2L), (harness.Status.Bookmark, harness.Status.Pending));
        Assert.Equal(ReceiverState.Idle, harness.Status.State);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_the_next_retry()
    {
        var harness = new Harness().Start();
        harness.Journal.Append(Some.Events(2));
        (await harness.Sink.NextAsync()).Reply(Outcome.Retry("down"));
        await Harness.UntilAsync(() => harness.Status.State == ReceiverState.Failing);
        await harness.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((0L, 2L), (harness.Status.Bookmark, harness.Status.Pending));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_tried_again()
    {
        await using var harness = new Harness();
        harness.Sink.Always = _ => Outcome.Delivered();
        harness.Journal.Broken = new JournalUnavailableException("journal.db: disk I/O error");
        harness.Start();
        await Harness.UntilAsync(() => harness.Status.State == ReceiverState.Failing);
        harness.Journal.Broken = null;
        harness.Journal.Append(Some.Event());
        await DriveAsync(harness, 1);
        Assert.Equal(1, harness.Status.Delivered);
    }

    [Fact]
    public async Task A_rejected_event_is_settled_only_when_its_dead_letter_is_written()
    {
        await using var harness = new Harness().Start();
        harness.Journal.Append(Some.Event());
        var request = await harness.Sink.NextAsync();
        harness.Journal.Broken = new JournalUnavailableException("journal.db: database or disk is full");
        request.Reply(Outcome.Rejected("no"));
        await Harness.UntilAsync(() => harness.Status.State == ReceiverState.Failing);
        Assert.Equal((0L, 1L), (harness.Status.Bookmark, harness.Status.Pending));
        harness.Journal.Broken = null;
        await DriveAsync(harness, 1);
        Assert.Single(harness.Journal.Letters);
    }

    [Fact]
    public async Task A_rate_limit_spreads_events_over_time()
    {
        await using var harness = new Harness(new DeliveryOptions { MaxItems = 10, RateLimit = new RateLimit(1, TimeSpan.FromSeconds(1), Burst: 2) });
        harness.Sink.Always = _ => Outcome.Delivered();
        harness.Journal.Append(Some.Events(5));
        harness.Start();
        await DriveAsync(harness, 5);
        Assert.Equal([0, 1, 2, 3], harness.Sink.Seen.Select(request => Math.Round((request.At - Some.Time).TotalSeconds, 1)));
        Assert.Equal([2, 1, 1, 1], harness.Sink.Seen.Select(request => request.Items.Count));
    }

    [Fact]
    public async Task Above_a_rate_limit_that_drops_events_are_counted_and_not_sent()
    {
        await using var harness = new Harness(new DeliveryOptions { MaxItems = 10, RateLimit = new RateLimit(60, TimeSpan.FromMinutes(1), 2, OverflowPolicy.Drop) });
        harness.Sink.Always = _ => Outcome.Delivered();
        harness.Journal.Append(Some.Events(5));
        harness.Start();
        await harness.Loop.DrainAsync(5, default);
        Assert.Equal((2L, 3L), (harness.Status.Delivered, harness.Status.Overflow));
    }

    private static Task DriveAsync(Harness harness, long sequence) =>
        harness.AdvanceUntilAsync(() => harness.Status.Bookmark >= sequence, Step, 5000);

    private sealed class ByName(string name) : IRouter
    {
        public ReceiverSet Route(AnalyzedEvent analyzed) => analyzed.Event.InvolvedObject.Name == name ? default(ReceiverSet).With(0) : default;
    }
}
