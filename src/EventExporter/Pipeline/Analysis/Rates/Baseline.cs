namespace EventExporter.Pipeline.Analysis.Rates;

/// <summary>What is usual in one hour of the week.</summary>
/// <param name="Expected">Median of the same hour in the weeks that were watched.</param>
/// <param name="High">From here on a count is unusually high.</param>
/// <param name="Low">Up to here a count is unusually low; negative where none can be.</param>
/// <param name="Weeks">Weeks in which this very hour was watched.</param>
internal readonly record struct Baseline(double Expected, double High, double Low, int Weeks)
{
    /// <summary>Of normally distributed counts the median absolute deviation is the standard deviation divided by this.</summary>
    private const double DeviationOfMedian = 1.4826;

    /// <summary>
    /// Learns from the same hour of the weeks before. What is usual in the hours beside it is not unusual either: 60 minutes that are looked
    /// at lie in two hours, and what comes every week does not come to the minute.
    /// </summary>
    /// <param name="hour">The hour in question, counted from year 1.</param>
    /// <param name="since">Hours before it are unknown.</param>
    public static Baseline Of(HourHistory counts, HourHistory watched, long hour, long since, RateSettings settings)
    {
        var usual = Of(counts, watched, hour, 0, since, settings);
        if (usual.Weeks < settings.LearnWeeks)
            return usual with { High = double.PositiveInfinity, Low = -1 };
        foreach (var beside in (ReadOnlySpan<int>)[-1, 1])
        {
            var other = Of(counts, watched, hour, beside, since, settings);
            if (other.Weeks > 0)
                usual = usual with { High = Math.Max(usual.High, other.High), Low = Math.Min(usual.Low, other.Low) };
        }

        return usual;
    }

    /// <summary>
    /// The deviation is that of the counts, but at least what counts of independent events vary by (the root of the median): hours that
    /// happened to be equal do not make every change unusual.
    /// </summary>
    private static Baseline Of(HourHistory counts, HourHistory watched, long hour, int beside, long since, RateSettings settings)
    {
        Span<double> samples = stackalloc double[settings.KeepWeeks];
        var weeks = 0;
        for (var back = 1; back <= settings.KeepWeeks; back++)
        {
            var then = hour - (back * HourHistory.HoursOfWeek) + beside;
            if (then >= since && watched[then] > 0)
                samples[weeks++] = LogCount.Decode(counts[then]);
        }

        if (weeks == 0)
            return default;
        samples = samples[..weeks];
        var expected = Median(samples);
        var deviation = settings.Sensitivity * Math.Max(Deviation(samples, expected), Math.Sqrt(Math.Max(expected, 1)));
        return new Baseline(
            expected,
            Math.Max(expected + deviation, settings.MinCount),
            expected >= settings.MinCount ? expected - deviation : -1,
            weeks);
    }

    private static double Deviation(Span<double> samples, double median)
    {
        for (var i = 0; i < samples.Length; i++)
            samples[i] = Math.Abs(samples[i] - median);
        return DeviationOfMedian * Median(samples);
    }

    private static double Median(Span<double> samples)
    {
        samples.Sort();
        var middle = samples.Length / 2;
        return samples.Length % 2 == 1 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2;
    }
}
