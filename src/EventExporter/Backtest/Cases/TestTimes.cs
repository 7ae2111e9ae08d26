using System.Globalization;

namespace EventExporter.Backtest.Cases;

/// <summary>Times in test files.</summary>
internal static class TestTimes
{
    /// <summary>When a case begins that does not say when: a Monday.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static bool TryRead(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    public static DateTimeOffset Of(TestCaseOptions test) => test.Start is { } text && TryRead(text, out var start) ? start : Start;
}
