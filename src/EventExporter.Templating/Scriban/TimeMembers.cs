using EventExporter.Templating.Values;

namespace EventExporter.Templating.Scriban;

/// <summary>What dates and timespans can be asked for.</summary>
public static class TimeMembers
{
    public static readonly IReadOnlyList<string> OfDates =
        ["year", "month", "day", "day_of_year", "hour", "minute", "second", "millisecond", "day_of_week", "date", "time_of_day"];

    public static readonly IReadOnlyList<string> OfTimespans =
    [
        "days", "hours", "minutes", "seconds", "milliseconds",
        "total_days", "total_hours", "total_minutes", "total_seconds", "total_milliseconds",
    ];

    public static object? Of(DateTimeOffset date, string name) => name switch
    {
        "year" => Boxes.Int(date.Year),
        "month" => Boxes.Int(date.Month),
        "day" => Boxes.Int(date.Day),
        "day_of_year" => Boxes.Int(date.DayOfYear),
        "hour" => Boxes.Int(date.Hour),
        "minute" => Boxes.Int(date.Minute),
        "second" => Boxes.Int(date.Second),
        "millisecond" => Boxes.Int(date.Millisecond),
        "day_of_week" => date.DayOfWeek.ToString(),
        "date" => new DateTimeOffset(date.Date, date.Offset),
        "time_of_day" => date.TimeOfDay,
        _ => null,
    };

    public static object? Of(TimeSpan span, string name) => name switch
    {
        "days" => Boxes.Int(span.Days),
        "hours" => Boxes.Int(span.Hours),
        "minutes" => Boxes.Int(span.Minutes),
        "seconds" => Boxes.Int(span.Seconds),
        "milliseconds" => Boxes.Int(span.Milliseconds),
        "total_days" => span.TotalDays,
        "total_hours" => span.TotalHours,
        "total_minutes" => span.TotalMinutes,
        "total_seconds" => span.TotalSeconds,
        "total_milliseconds" => span.TotalMilliseconds,
        _ => null,
    };
}
