using EventExporter.Configuration.Model;
using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Analysis.Patterns;
using EventExporter.Pipeline.Analysis.Rates;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;
using Microsoft.Extensions.Logging;

namespace EventExporter.Hosting;

/// <summary>The consumers of the journal that look for patterns, unusual rates and what alert rules say, and the books of what they found.</summary>
internal sealed record DetectionParts(DetectionFollower Follower, IPatternBook Patterns)
{
    /// <param name="activity">Whether events are being watched; null for a recording, whose events alone say what time it is.</param>
    public static DetectionParts Create(
        ExporterConfiguration configuration, IJournal journal, EventInlet inlet, ExporterSurroundings surroundings, SourceActivity? activity)
    {
        var patterns = new PatternDetector(PatternSettings(configuration.Patterns), configuration.ClusterName);
        var rates = new RateDetector(RateSettings(configuration.Rates), configuration.ClusterName);
        var settings = new DetectionSettings
        {
            Lateness = configuration.Detection.Lateness,
            FollowsClock = activity is not null,
            IsWatching = () => activity?.IsRunning == true,
        };
        var follower = new DetectionFollower(
            [patterns, rates], settings, journal, inlet, surroundings.Metrics, surroundings.Time, surroundings.Loggers.CreateLogger<DetectionFollower>());
        return new DetectionParts(follower, patterns);
    }

    private static PatternSettings PatternSettings(PatternOptions options) => new()
    {
        MinCount = options.MinCount,
        MinPerMinute = options.MinPerMinute,
        Window = options.Window,
        Samples = options.Samples,
        MaxKeys = options.MaxKeys,
        Report = options.Report,
    };

    private static RateSettings RateSettings(RateOptions options) => new()
    {
        Enabled = options.Enabled,
        LearnWeeks = options.LearnWeeks,
        KeepWeeks = options.KeepWeeks,
        Sensitivity = options.Sensitivity,
        MinCount = options.MinCount,
        MaxSeries = options.MaxSeries,
        Report = options.Report,
    };
}
