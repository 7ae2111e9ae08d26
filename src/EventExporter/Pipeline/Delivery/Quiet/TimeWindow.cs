using System.Globalization;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>A time of some days of the week. A window whose end is not after its beginning ends on the next day.</summary>
/// <param name="From">Since midnight.</param>
/// <param name="To">Since midnight; 24 hours is the end of the day.</param>
internal sealed record TimeWindow(IReadOnlySet<DayOfWeek> Days, TimeSpan From, TimeSpan To)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public bool Contains(DateTime local)
    {
        var time = local.TimeOfDay;
        if (To > From)
            return Days.Contains(local.DayOfWeek) && time >= From && time < To;
        return (Days.Contains(local.DayOfWeek) && time >= From) || (Days.Contains(local.AddDays(-1).DayOfWeek) && time < To);
    }

    /// <summary>When it may begin or end, on a day and the one after.</summary>
    public IEnumerable<DateTime> EdgesOn(DateTime date) => [date + From, date + To, date + Day + To];

    /// <summary>Days as <c>mon</c>, <c>mon-fri</c>, <c>sat-mon</c>; null for what is none.</summary>
    public static IReadOnlyList<DayOfWeek>? ParseDays(string text)
    {
        var ends = text.Trim().ToLowerInvariant().Split('-');
        var first = DayNamed(ends[0]);
        var last = ends.Length == 2 ? DayNamed(ends[1]) : first;
        if (first < 0 || last < 0 || ends.Length > 2)
            return null;
        return [.. Enumerable.Range(0, (last - first + 7) % 7 + 1).Select(i => (DayOfWeek)((first + i) % 7))];
    }

    /// <summary>A time of the day as <c>08:30</c>, up to <c>24:00</c>; null for what is none.</summary>
    public static TimeSpan? ParseTime(string text)
    {
        if (text == "24:00")
            return Day;
        return TimeSpan.TryParseExact(text, ["hh\\:mm", "h\\:mm"], CultureInfo.InvariantCulture, out var time) ? time : null;
    }

    private static int DayNamed(string name)
    {
        var place = name.Length >= 3 ? Array.IndexOf(Names, name[..3]) : -1;
        return place >= 0 && (name.Length == 3 || ((DayOfWeek)place).ToString().Equals(name, StringComparison.OrdinalIgnoreCase)) ? place : -1;
    }
}
