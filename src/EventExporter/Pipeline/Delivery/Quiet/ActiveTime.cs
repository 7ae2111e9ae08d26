namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>When a receiver wants to hear of events.</summary>
/// <param name="Zone">Whose clock the windows go by, summer time included.</param>
/// <param name="IsInverted">The windows are when it does not want to.</param>
/// <param name="DropsOutside">What comes at other times is left out rather than told of when the time begins.</param>
internal sealed record ActiveTime(TimeZoneInfo Zone, IReadOnlyList<TimeWindow> Windows, bool IsInverted, bool DropsOutside)
{
    private const int DaysAhead = 8;

    public bool Contains(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, Zone).DateTime;
        return Windows.Any(window => window.Contains(local)) != IsInverted;
    }

    /// <summary>When it is active next: now if it is, and never (a day at a time) if it is at no time of the week.</summary>
    public DateTimeOffset NextFrom(DateTimeOffset now)
    {
        if (Contains(now))
            return now;
        var today = TimeZoneInfo.ConvertTime(now, Zone).Date;
        var edges = Enumerable.Range(-1, DaysAhead + 2).SelectMany(day => Windows.SelectMany(window => window.EdgesOn(today.AddDays(day)))).SelectMany(InstantsOf);
        var next = edges.Where(edge => edge > now && Contains(edge)).Select(static edge => (DateTimeOffset?)edge).Min();
        return next ?? now + TimeSpan.FromDays(1);
    }

    /// <summary>A time that a clock shows twice is two instants; one that it leaps over is where it lands.</summary>
    private IEnumerable<DateTimeOffset> InstantsOf(DateTime local)
    {
        if (Zone.IsAmbiguousTime(local))
            return Zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset).ToUniversalTime());
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return [new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime()];
    }
}
