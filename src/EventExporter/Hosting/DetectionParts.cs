using EventExporter.Configuration.Model;
using EventExporter.Pipeline.Analysis.Alerts;
using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Analysis.Patterns;
using EventExporter.Pipeline.Analysis.Rates;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Rendering.Model;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Pipeline.Sources;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Hosting;

/// <summary>The consumers of the journal that look for patterns, unusual rates and what alert rules say, and the books of what they found.</summary>
internal sealed record DetectionParts(DetectionFollower Follower, IPatternBook Patterns, IAlertBook Alerts)
{
    /// <summary>For a backtest: on its clock, remembering nothing for the next one.</summary>
    public static DetectionParts ForBacktest(ExporterConfiguration configuration, EventInlet inlet, ExporterMetrics metrics, TimeProvider clock) => Create(
        configuration,
        journal: null,
        inlet,
        new ExporterSurroundings(metrics, new HealthBoard(), NullLoggerFactory.Instance, clock),
        new DetectionSettings { Lateness = configuration.Detection.Lateness, WaitsForCommit = true, KeepsState = false });

    /// <param name="activity">Whether events are being watched; null for a recording, whose events alone say what time it is.</param>
    public static DetectionParts Create(
        ExporterConfiguration configuration, IJournal journal, EventInlet inlet, ExporterSurroundings surroundings, SourceActivity? activity) => Create(
        configuration,
        journal,
        inlet,
        surroundings,
        new DetectionSettings
        {
            Lateness = configuration.Detection.Lateness,
            FollowsClock = activity is not null,
            IsWatching = () => activity?.IsRunning == true,
        });

    private static DetectionParts Create(
        ExporterConfiguration configuration, IJournal? journal, EventInlet inlet, ExporterSurroundings surroundings, DetectionSettings settings)
    {
        var patterns = new PatternDetector(PatternSettings(configuration.Patterns), configuration.ClusterName);
        var rates = new RateDetector(RateSettings(configuration.Rates), configuration.ClusterName);
        var alerts = new AlertDetector(AlertRules(configuration, surroundings.Time), configuration.ClusterName);
        var follower = new DetectionFollower(
            [patterns, rates, alerts], settings, journal, inlet, surroundings.Metrics, surroundings.Time, surroundings.Loggers.CreateLogger<DetectionFollower>());
        return new DetectionParts(follower, patterns, alerts);
    }

    private static IEnumerable<AlertRule> AlertRules(ExporterConfiguration configuration, TimeProvider time)
    {
        var templates = Composition.Templates(configuration, time);
        return configuration.Alerts.Select((alert, index) => new AlertRule
        {
            Name = alert.Name,
            Condition = AlertConditionParser.Parse(alert.When).Condition ?? throw new InvalidOperationException($"alerts[{index}].when was not validated"),
            For = alert.For,
            KeepFiringFor = alert.KeepFiringFor,
            Severity = alert.Severity,
            Labels = alert.Labels,
            MaxGroups = alert.MaxGroups,
            OfFindings = alert.Findings,
            Summary = alert.Summary.Length > 0 ? Summary(templates.Compile(alert.Summary, $"alerts[{index}].summary"), templates.Language) : null,
        });
    }

    /// <summary>A summary that fails for an event must not keep the alert from being told.</summary>
    private static Func<AnalyzedEvent, string> Summary(PlacedTemplate template, Templating.TemplateLanguage language) => analyzed =>
    {
        try
        {
            return template.Text(EventModel.Of(analyzed, language));
        }
        catch (RenderingException problem)
        {
            return $"{(analyzed.Finding as AlertFinding)?.Rule} (its summary cannot be rendered: {problem.Message})";
        }
    };

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
