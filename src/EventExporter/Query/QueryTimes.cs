using System.Globalization;
using EventExporter.Configuration.Values;

namespace EventExporter.Query;

/// <summary>How points in time are written in queries and on the command line.</summary>
internal static class QueryTimes
{
    public const string Forms = "write a span back from now (2h, 7d), a date (2026-01-31) or a time (2026-01-31T10:00:00Z)";

    private const string Now = "now";
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        time = now;
        if (text.Equals(Now, StringComparison.OrdinalIgnoreCase))
            return true;
        var span = text.StartsWith("now-", StringComparison.OrdinalIgnoreCase) ? text[(Now.Length + 1)..] : text.StartsWith('-') ? text[1..] : text;
        if (Duration.TryParse(span, plainUnit: null, out var back))
        {
            time = back < now - DateTimeOffset.MinValue ? now - back : DateTimeOffset.MinValue;
            return true;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Utc, out time)
            || (text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out time));
    }

    /// <summary>Exact, in UTC.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
