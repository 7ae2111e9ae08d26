using EventExporter.Templating.Evaluation;
using static EventExporter.Templating.Functions.Arguments;

namespace EventExporter.Templating.Functions;

/// <summary><c>date</c>. Names of months and days are English whatever culture is asked for; a culture only orders day and month.</summary>
public static class DateFunctions
{
    private const string Day = "{{ date.parse '2016/01/05' | ";

    public static readonly FunctionGroup Group = new DateGroup(
    [
        F("now", "", "The time now, in the local time zone.", "{{ date.now.year }}", null, static (c, _) => c.Options.TimeProvider.GetLocalNow()),
        Add("days", Day + "date.add_days 1 }}", "06 Jan 2016", static (d, n) => d.AddDays(n)),
        F("add_months", "date months", "So many months later.", Day + "date.add_months 1 }}", "05 Feb 2016",
            static (c, a) => Date(c, a[0]) is { } d ? d.AddMonths(Int(c, a[1], "months")) : null),
        F("add_years", "date years", "So many years later.", Day + "date.add_years 1 }}", "05 Jan 2017",
            static (c, a) => Date(c, a[0]) is { } d ? d.AddYears(Int(c, a[1], "years")) : null),
        Add("hours", Day + "date.add_hours 2 | date.to_string '%T' }}", "02:00:00", static (d, n) => d.AddHours(n)),
        Add("minutes", Day + "date.add_minutes 90 | date.to_string '%T' }}", "01:30:00", static (d, n) => d.AddMinutes(n)),
        Add("seconds", Day + "date.add_seconds 61 | date.to_string '%T' }}", "00:01:01", static (d, n) => d.AddSeconds(n)),
        Add("milliseconds", Day + "date.add_milliseconds 1500 | date.to_string '%T.%L' }}", "00:00:01.500", static (d, n) => d.AddMilliseconds(n)),
        F("parse", "text pattern? culture?", "The date that a text stands for, read by a pattern where one is given; null where it is none.",
            "{{ date.parse '2018--06--17' '%Y--%m--%d' }}", "17 Jun 2018",
            static (c, a) => Parse(c, a[0], a[1], a[2])),
        F("parse_to_string", "text output_pattern? output_culture? input_pattern? input_culture?", "A text with a date, written by another pattern.",
            "{{ \"03 14, 2016\" | date.parse_to_string \"%b %d, %y\" input_pattern: \"%m %d, %Y\" }}", "Mar 14, 16",
            static (c, a) => Parse(c, a[0], a[3], a[4]) is { } d ? Format(c, d, a[1]) : null),
        F("to_string", "datetime pattern? culture?", "The date by a pattern, such as %Y-%m-%d; see the language's documentation for the codes.",
            Day + "date.to_string '%d %B %Y' }}", "05 January 2016",
            static (c, a) => Date(c, a[0]) is { } d ? Format(c, d, a[1]) : null),
    ]);

    private static BuiltinFunction F(string name, string signature, string summary, string example, string? result, FunctionBody body) =>
        new("date." + name, signature, summary, body) { Example = example, ExampleResult = result };

    private static BuiltinFunction Add(string unit, string example, string result, Func<DateTimeOffset, double, DateTimeOffset> add) =>
        F("add_" + unit, $"date {(unit == "milliseconds" ? "millis" : unit)}", $"So many {unit} later.", example, result,
            (c, a) => Date(c, a[0]) is { } d ? add(d, Number(c, a[1], unit)) : null);

    /// <summary>Texts are read as dates, so that a text from JSON can be given too.</summary>
    private static DateTimeOffset? Date(RenderContext context, object? value) => value switch
    {
        null => null,
        DateTimeOffset date => date,
        string text => DateReader.Read(text, null, null)
            ?? throw context.Error($"`{(text.Length > 40 ? text[..40] + "..." : text)}` is no date"),
        _ => throw context.Error($"a date is needed, not {Values.TypeNames.Describe(value)}"),
    };

    private static DateTimeOffset? Parse(RenderContext context, object? value, object? pattern, object? culture) =>
        value is DateTimeOffset date ? date : DateReader.Read(TextWork.Read(context, value), TextOrNull(context, pattern), TextOrNull(context, culture));

    private static string Format(RenderContext context, DateTimeOffset date, object? pattern)
    {
        var format = TextOrNull(context, pattern) ?? context.DateFormat;
        context.CheckLength(format.Length * 8L);
        return DateFormatter.Format(date, format == "%g" ? context.DateFormat : format);
    }
}
