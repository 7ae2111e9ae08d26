using System.Collections.Frozen;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Go.Functions;
using EventExporter.Templating.Values;

namespace EventExporter.Templating.Go.Values;

/// <summary>The methods of Go's time.Time and time.Duration, and <c>.Time</c>, which Kubernetes' timestamps have.</summary>
internal static class GoTimeMembers
{
    public static readonly FrozenDictionary<string, GoTimeMember> OfTimes = new Dictionary<string, GoTimeMember>
    {
        ["Time"] = Of(t => t),
        ["Unix"] = Of(t => GoTime.UnixSeconds(t)),
        ["UnixMilli"] = Of(t => FloorDiv(Ticks(t), TimeSpan.TicksPerMillisecond)),
        ["UnixMicro"] = Of(t => FloorDiv(Ticks(t), TimeSpan.TicksPerMicrosecond)),
        ["UnixNano"] = Of(t => unchecked(Ticks(t) * 100)),
        ["IsZero"] = Of(t => Boxes.Bool(GoTime.IsZero(t))),
        ["UTC"] = Of(t => t.ToUniversalTime()),
        ["Local"] = new(0, (c, t, _) => GoTime.ToLocal(c, (DateTimeOffset)t)),
        ["Year"] = Of(t => Boxes.Int(t.Year)),
        ["Month"] = Of(t => GoTime.Months[t.Month - 1]),
        ["Day"] = Of(t => Boxes.Int(t.Day)),
        ["Hour"] = Of(t => Boxes.Int(t.Hour)),
        ["Minute"] = Of(t => Boxes.Int(t.Minute)),
        ["Second"] = Of(t => Boxes.Int(t.Second)),
        ["Nanosecond"] = Of(t => Boxes.Int((int)(t.Ticks % TimeSpan.TicksPerSecond * 100))),
        ["YearDay"] = Of(t => Boxes.Int(t.DayOfYear)),
        ["Weekday"] = Of(t => t.DayOfWeek.ToString()),
        ["String"] = Of(t => GoTime.Print(t)),
        ["Format"] = new(1, (c, t, a) => GoTime.Format((DateTimeOffset)t, Read.Text(c, a[0], "layout"))),
        ["Add"] = new(1, (c, t, a) => (DateTimeOffset)t + Duration(c, a[0])),
        ["AddDate"] = new(3, (c, t, a) => ((DateTimeOffset)t).AddYears(Read.Int(c, a[0], "years")).AddMonths(Read.Int(c, a[1], "months")).AddDays(Read.Int(c, a[2], "days"))),
        ["Sub"] = new(1, (c, t, a) => (DateTimeOffset)t - Read.Time(c, a[0], "time")),
        ["Before"] = new(1, (c, t, a) => Boxes.Bool((DateTimeOffset)t < Read.Time(c, a[0], "time"))),
        ["After"] = new(1, (c, t, a) => Boxes.Bool((DateTimeOffset)t > Read.Time(c, a[0], "time"))),
        ["Equal"] = new(1, (c, t, a) => Boxes.Bool((DateTimeOffset)t == Read.Time(c, a[0], "time"))),
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, GoTimeMember> OfDurations = new Dictionary<string, GoTimeMember>
    {
        ["Hours"] = OfSpan(d => d.TotalHours),
        ["Minutes"] = OfSpan(d => d.TotalMinutes),
        ["Seconds"] = OfSpan(d => d.TotalSeconds),
        ["Milliseconds"] = OfSpan(d => d.Ticks / TimeSpan.TicksPerMillisecond),
        ["Microseconds"] = OfSpan(d => d.Ticks / TimeSpan.TicksPerMicrosecond),
        ["Nanoseconds"] = OfSpan(d => unchecked(d.Ticks * 100)),
        ["String"] = OfSpan(d => GoDuration.Print(d)),
        ["Round"] = new(1, (c, d, a) => GoDuration.Round((TimeSpan)d, Duration(c, a[0]))),
        ["Truncate"] = new(1, (c, d, a) => Duration(c, a[0]) is { Ticks: > 0 } unit ? new TimeSpan(((TimeSpan)d).Ticks / unit.Ticks * unit.Ticks) : d),
    }.ToFrozenDictionary();

    private static GoTimeMember Of(Func<DateTimeOffset, object?> read) => new(0, (_, t, _) => read((DateTimeOffset)t));

    private static GoTimeMember OfSpan(Func<TimeSpan, object?> read) => new(0, (_, d, _) => read((TimeSpan)d));

    private static long Ticks(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    private static object FloorDiv(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);

    /// <summary>A duration, or nanoseconds, which is what a bare number is in Go.</summary>
    private static TimeSpan Duration(RenderContext context, object? value) =>
        value is TimeSpan span ? span : new TimeSpan(Read.Long(context, value, "duration") / 100);
}
