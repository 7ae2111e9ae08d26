using System.Globalization;
using static EventExporter.Templating.Functions.Arguments;

namespace EventExporter.Templating.Functions;

/// <summary><c>timespan</c>.</summary>
public static class TimespanFunctions
{
    public static readonly FunctionGroup Group = new("timespan",
    [
        From("days", TimeSpan.FromDays),
        From("hours", TimeSpan.FromHours),
        From("minutes", TimeSpan.FromMinutes),
        From("seconds", TimeSpan.FromSeconds),
        From("milliseconds", TimeSpan.FromMilliseconds),
        new("timespan.parse", "text", "The timespan that a text such as 1.02:03:04 is, or null for an empty one.",
            static (c, a) => c.Text(a[0]) is { Length: > 0 } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : null)
        {
            Example = "{{ (timespan.parse '1.02:03:04').total_hours | math.round 2 }}", ExampleResult = "26.05",
        },
    ]);

    private static BuiltinFunction From(string unit, Func<double, TimeSpan> make) =>
        new($"timespan.from_{unit}", unit == "milliseconds" ? "millis" : unit, $"So many {unit}.", (c, a) => make(Number(c, a[0], unit)))
        {
            Example = $"{{{{ (timespan.from_{unit} 5).{unit} }}}}",
            ExampleResult = "5",
        };
}
