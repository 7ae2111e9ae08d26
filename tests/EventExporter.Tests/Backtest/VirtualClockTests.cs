using EventExporter.Backtest;

namespace EventExporter.Tests.Backtest;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly VirtualClock _clock = new(Start);

    [Fact]
    public void Timers_fire_in_the_order_of_their_time_and_see_it()
    {
        var fired = new List<(string, TimeSpan)>();
        void Add(string name, double seconds) =>
            _ = _clock.CreateTimer(_ => fired.Add((name, _clock.GetUtcNow() - Start)), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
        Add("late", 9);
        Add("early", 1);
        Add("never", 11);

        _clock.AdvanceTo(Start.AddSeconds(10));

        Assert.Equal([("early", TimeSpan.FromSeconds(1)), ("late", TimeSpan.FromSeconds(9))], fired);
        Assert.Equal(Start.AddSeconds(10), _clock.GetUtcNow());
        Assert.Equal(Start.AddSeconds(11), _clock.NextDue);
    }

    [Fact]
    public void A_periodic_timer_fires_each_time_until_it_is_disposed()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        _clock.AdvanceTo(Start.AddSeconds(7));
        Assert.Equal(3, fired);

        timer.Dispose();
        _clock.AdvanceTo(Start.AddSeconds(60));
        Assert.Equal(3, fired);
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public void It_never_goes_back()
    {
        _clock.AdvanceTo(Start.AddHours(1));
        _clock.AdvanceTo(Start);
        Assert.Equal(Start.AddHours(1), _clock.GetUtcNow());
    }
}
