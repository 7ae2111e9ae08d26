using System.Globalization;
using EventExporter.Templating.Evaluation;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Go.Values;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's functions of times, with Go's layouts. "Local" is the time zone of the process.</summary>
internal static class SprigDates
{
    private const string Day = "2006-01-02";

    public static IEnumerable<BuiltinFunction> All()
    {
        var inZone = F("dateInZone", "layout time zone", "The time by a layout, in a time zone.", "{{ dateInZone \"15:04\" 0 \"UTC\" }}", "00:00", static (c, a) => In(c, Read.Text(c, a[0], "layout"), a[1], a[2]));
        var modify = F("dateModify", "duration time", "The time moved by a duration.", "{{ (dateModify \"-1h\" (toDate \"2006-01-02\" \"2026-11-20\")).Hour }}", "23", static (c, a) => Modify(c, a, false));
        var toDate = F("toDate", "layout text", "The time that a text stands for by a layout.", "{{ (toDate \"2006-01-02\" \"2026-11-20\").Year }}", "2026", static (c, a) => ToDate(c, a, false));
        return
        [
            F("now", "", "The current time.", null, null, static (c, _) => GoTime.ToLocal(c, c.Options.TimeProvider.GetUtcNow())),
            F("date", "layout time", "The time by a layout, in the local time zone.", "{{ date \"2006-01-02\" 0 }}", null, static (c, a) => In(c, Read.Text(c, a[0], "layout"), a[1], "Local")),
            inZone,
            Alias("date_in_zone", inZone, static (c, a) => In(c, Read.Text(c, a[0], "layout"), a[1], a[2])),
            F("htmlDate", "time", "The time's day, as HTML date fields take it.", "{{ htmlDate 0 }}", null, static (c, a) => In(c, Day, a[0], "Local")),
            F("htmlDateInZone", "time zone", "The time's day in a time zone, as HTML date fields take it.", "{{ htmlDateInZone 0 \"UTC\" }}", "1970-01-01", static (c, a) => In(c, Day, a[0], a[1])),
            modify,
            Alias("date_modify", modify, static (c, a) => Modify(c, a, false)),
            Alias("mustDateModify", modify, static (c, a) => Modify(c, a, true)),
            Alias("must_date_modify", modify, static (c, a) => Modify(c, a, true)),
            toDate,
            Alias("mustToDate", toDate, static (c, a) => ToDate(c, a, true)),
            F("ago", "time", "How long ago the time is, to the second.", null, null, static (c, a) => GoDuration.Print(GoDuration.Round(c.Options.TimeProvider.GetUtcNow() - (TimeOf(a[0]) ?? c.Options.TimeProvider.GetUtcNow()), TimeSpan.FromSeconds(1)))),
            F("duration", "seconds", "So many seconds as hours, minutes and seconds.", "{{ duration \"95\" }}", "1m35s", static (c, a) => GoDuration.Print(TimeSpan.FromSeconds(Math.Clamp(Read.AnyLong(a[0]), -900_000_000_000, 900_000_000_000)))),
            F("durationRound", "duration", "The largest unit of a duration, or of the time since a time.", "{{ durationRound \"2h10m5s\" }}", "2h", static (c, a) => RoundDuration(c, a[0])),
            F("unixEpoch", "time", "The seconds since 1970.", "{{ unixEpoch (toDate \"2006-01-02T15:04:05Z\" \"1970-01-01T00:01:00Z\") }}", "60", static (c, a) => Read.Time(c, a[0], "time").ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static string In(RenderContext context, string layout, object? time, object? zone)
    {
        var name = Read.Text(context, zone, "zone");
        var local = context.Options.TimeProvider.LocalTimeZone;
        var into = name is "" or "UTC" ? TimeZoneInfo.Utc
            : name == "Local" ? local
            : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
        return GoTime.Format(TimeZoneInfo.ConvertTime(TimeOf(time) ?? context.Options.TimeProvider.GetUtcNow(), into), layout);
    }

    /// <summary>A time, or seconds since 1970; null for anything else, for which sprig takes the current time.</summary>
    private static DateTimeOffset? TimeOf(object? value) => value switch
    {
        DateTimeOffset time => time,
        int or long => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(Read.AnyLong(value), -62135596800, 253402300799)),
        _ => null,
    };

    private static DateTimeOffset Modify(RenderContext context, ReadOnlySpan<object?> a, bool must)
    {
        var (text, time) = (Read.Text(context, a[0], "duration"), Read.Time(context, a[1], "time"));
        return GoDuration.Parse(text) is { } duration ? time + duration : must ? throw context.Error($"`{text}` is no duration; write `1h30m`") : time;
    }

    private static object ToDate(RenderContext context, ReadOnlySpan<object?> a, bool must)
    {
        var (layout, text) = (Read.Text(context, a[0], "layout"), Read.Text(context, a[1], "text"));
        return TimeReader.Read(layout, text, context.Options.TimeProvider.LocalTimeZone)
            ?? (must ? throw context.Error($"`{text}` is no time by the layout `{layout}`") : GoTime.Zero);
    }

    private static string RoundDuration(RenderContext context, object? value)
    {
        var duration = value switch
        {
            string text => GoDuration.Parse(text) ?? TimeSpan.Zero,
            TimeSpan span => span,
            int or long => new TimeSpan(Read.AnyLong(value) / 100),
            DateTimeOffset time => context.Options.TimeProvider.GetUtcNow() - time,
            _ => TimeSpan.Zero,
        };
        duration = duration.Duration();
        foreach (var (unit, name) in new[] { (365 * 24 * 3600L, "y"), (30 * 24 * 3600L, "mo"), (24 * 3600L, "d"), (3600L, "h"), (60L, "m"), (1L, "s") })
        {
            if (duration.Ticks > unit * TimeSpan.TicksPerSecond)
                return (duration.Ticks / (unit * TimeSpan.TicksPerSecond)).ToString(CultureInfo.InvariantCulture) + name;
        }
        return "0s";
    }
}
