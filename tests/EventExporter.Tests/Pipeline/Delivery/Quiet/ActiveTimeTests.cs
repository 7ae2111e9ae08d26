using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;
using FsCheck;
using FsCheck.Fluent;

namespace EventExporter.Tests.Pipeline.Delivery.Quiet;

public class ActiveTimeTests
{
    // 2026-01-01 is a Thursday.
    private static readonly TimeWindow OfficeHours = new(TimeWindow.ParseDays("mon-fri")!.ToHashSet(), TimeSpan.FromHours(8), TimeSpan.FromHours(18));

    [Theory]
    [InlineData("2026-01-01T07:00:00Z", "2026-01-01T07:00:00Z")]
    [InlineData("2026-01-01T17:00:00Z", "2026-01-02T07:00:00Z")]
    [InlineData("2026-01-02T20:00:00Z", "2026-01-05T07:00:00Z")]
    [InlineData("2026-03-27T20:00:00Z", "2026-03-30T06:00:00Z")]
    [InlineData("2026-07-03T20:00:00Z", "2026-07-06T06:00:00Z")]
    public void Windows_go_by_the_zone_s_own_clock_and_its_summer_time(string now, string opens)
    {
        var active = new ActiveTime(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), [OfficeHours], IsInverted: false, DropsOutside: false);
        Assert.Equal(DateTimeOffset.Parse(opens, null), active.NextFrom(DateTimeOffset.Parse(now, null)));
    }

    [Theory]
    [InlineData("mon", "1")]
    [InlineData("Mon-Fri", "1,2,3,4,5")]
    [InlineData("sat-mon", "6,0,1")]
    [InlineData("thursday", "4")]
    [InlineData("mo", null)]
    [InlineData("monkey", null)]
    [InlineData("mon-", null)]
    [InlineData("mon-tue-wed", null)]
    public void Days_are_read_as_people_write_them(string text, string? days) =>
        Assert.Equal(days, TimeWindow.ParseDays(text) is { } read ? string.Join(',', read.Select(day => (int)day)) : null);

    [Fact]
    public void The_next_time_is_active_and_nothing_between_is() =>
        Prop.ForAll(Cases().ToArbitrary(), scenario =>
        {
            var (active, now) = scenario;
            var next = active.NextFrom(now);
            if (active.Contains(now))
                return next == now;
            var probes = Enumerable.Range(1, 400).Select(i => now + ((next - now) * (i / 401.0)));
            return next > now && probes.All(probe => !active.Contains(probe)) && (active.Contains(next) || next == now + TimeSpan.FromDays(1));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public async Task What_comes_outside_is_one_digest_when_the_window_opens_even_after_a_kill()
    {
        var night = Options(drops: false);
        await using var first = new Harness(night);
        first.Sink.Always = static _ => throw new InvalidOperationException("sent at night");
        first.Start();
        first.Journal.Append([.. Enumerable.Range(0, 300).Select(i => QuietSome.Event("shop", $"R{i % 3}", delta: 2, name: $"p{i}"))]);
        await first.KeptAsync();
        Assert.Equal((300, 300), (first.Status.HeldForActiveTime, first.Status.Held[HeldReason.OutsideActiveTime]));

        // Gone before the second begins: the clock must not go on for its sake.
        var left = first.Journal.Copy();
        await first.StopAsync();
        var told = new Told();
        await using var second = new Harness(night, left, time: first.Time);
        second.Sink.Always = told.Take;
        second.Start();
        await second.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(told.Messages);
        await second.AdvanceUntilAsync(() => told.Messages.Count > 0, TimeSpan.FromMinutes(10), 100);
        var digest = Assert.Single(told.Messages).Group!;
        Assert.Equal((GatheredBy.ActiveTime, 300, 600), (digest.By, digest.Size, digest.Count));
        Assert.InRange(second.Time.GetUtcNow(), Some.Time.AddHours(8), Some.Time.AddHours(8.5));
    }

    [Fact]
    public async Task What_comes_outside_is_left_out_and_counted_where_that_is_wanted()
    {
        await using var harness = new Harness(Options(drops: true));
        harness.Start();
        harness.Journal.Append(Some.Events(5));
        await Harness.UntilAsync(() => harness.Status.OutsideActiveTime == 5);
        Assert.Equal((5, 0), (harness.Status.Held[HeldReason.OutsideActiveTime], harness.Status.Pending));
    }

    private static DeliveryOptions Options(bool drops) => QuietSome.Options(new QuietSettings
    {
        ActiveTime = new ActiveTime(TimeZoneInfo.Utc, [OfficeHours], IsInverted: false, drops),
    });

    private static Gen<(ActiveTime Active, DateTimeOffset Now)> Cases() =>
        from zone in Gen.Elements("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
        from windows in Windows().NonEmptyListOf()
        from inverted in Gen.Elements(true, false)
        from hours in Gen.Choose(0, 24 * 700)
        from minutes in Gen.Choose(0, 59)
        select (new ActiveTime(TimeZoneInfo.FindSystemTimeZoneById(zone), [.. windows.Take(3)], inverted, false), Some.Time.AddHours(hours).AddMinutes(minutes));

    private static Gen<TimeWindow> Windows() =>
        from first in Gen.Choose(0, 6)
        from days in Gen.Choose(1, 5)
        from start in Gen.Choose(0, 95)
        from end in Gen.Choose(1, 96)
        select new TimeWindow(Enumerable.Range(first, days).Select(day => (DayOfWeek)(day % 7)).ToHashSet(), TimeSpan.FromMinutes(15 * start), TimeSpan.FromMinutes(15 * end));
}
