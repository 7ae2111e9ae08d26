using EventExporter.Backtest;
using EventExporter.Configuration.Model;
using EventExporter.Kubernetes;
using EventExporter.Kubernetes.Leases;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Analysis.Correlation;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Pipeline.Routing;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sources;
using EventExporter.Pipeline.Sources.Kubernetes;
using EventExporter.Telemetry;
using EventExporter.Web.Api.Posting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Hosting;

/// <summary>Makes the parts of an exporter from a configuration that validation has passed.</summary>
internal static class Composition
{
    public static IAnalyzer Analyzer(ExporterConfiguration configuration) => new Analyzer(new Classifier(), [.. configuration.Classify.Select(OwnRule)]);

    /// <summary>Goes on with the incidents that the journal holds.</summary>
    public static IBatchAnalyzer Together(ExporterConfiguration configuration, IJournal journal, ExporterMetrics metrics)
    {
        var options = configuration.Incidents;
        return options.Enabled
            ? new Correlator(
                new IncidentSettings
                {
                    MinSeverity = options.MinSeverity,
                    Window = options.Window,
                    Settle = options.Settle,
                    Silence = options.Silence,
                    Reopen = options.Reopen,
                    UpdateInterval = options.UpdateInterval,
                    MaxIncidents = options.MaxObjects,
                    MaxObjects = options.MaxObjects,
                },
                metrics,
                journal.GetStates(IncidentStore.Prefix))
            : NoBatchAnalyzer.Instance;
    }

    public static RouteTree Routes(ExporterConfiguration configuration) =>
        RouteTreeBuilder.Build(configuration.Route, [.. configuration.Receivers.Select(r => r.Name)]);

    public static Pipeline.Journal.JournalOptions JournalOptions(ExporterConfiguration configuration) => new(configuration.Storage.Path)
    {
        Durability = configuration.Storage.Durability == Durability.Power ? JournalDurability.Power : JournalDurability.Process,
        MaxSize = configuration.Storage.Journal.MaxSize.Bytes,
        Retention = configuration.Storage.Journal.Retention,
        WhenFull = configuration.Storage.Journal.WhenFull == Configuration.Model.WhenFull.Hold ? Pipeline.Journal.WhenFull.Hold : Pipeline.Journal.WhenFull.DropOldest,
    };

    /// <summary>An exporter that watches a cluster.</summary>
    public static ExporterParts ForCluster(ExporterConfiguration configuration, KubernetesClient client, SqliteJournal journal, ExporterSurroundings surroundings)
    {
        var watching = new SourceActivity();
        return WithDetection(ForCluster(configuration, client, journal, surroundings, watching), configuration, watching);
    }

    private static ExporterParts ForCluster(
        ExporterConfiguration configuration, KubernetesClient client, SqliteJournal journal, ExporterSurroundings surroundings, SourceActivity watching) => new()
        {
            Source = new MergedSource(
            ClusterSource(configuration, client, journal, surroundings, watching),
            new JournalGapSource(journal.RecordedGaps, configuration.ClusterName)),
            Enricher = Enricher(configuration, client, surroundings),
            Analyzer = Analyzer(configuration),
            Together = Together(configuration, journal, surroundings.Metrics),
            Journal = journal,
            DeadLetters = journal.DeadLetters,
            Inlet = new EventInlet(),
            Routes = Routes(configuration),
            Receivers = Receivers(configuration, surroundings, configuration.Storage.Path),
            Silences = new SilenceBook(configuration.Storage.Path, surroundings.Time, surroundings.Loggers.CreateLogger<SilenceBook>()),
            Surroundings = surroundings,
        };

    /// <summary>An exporter that plays recordings once. Facts that a record does not carry stay unknown: no cluster is asked.</summary>
    public static ExporterParts ForRecordings(ExporterConfiguration configuration, IEventSource recordings, SqliteJournal journal, ExporterSurroundings surroundings) => WithDetection(new ExporterParts
    {
        Source = recordings,
        Enricher = new OmittingEnricher(),
        Analyzer = Analyzer(configuration),
        Together = Together(configuration, journal, surroundings.Metrics),
        Journal = journal,
        DeadLetters = journal.DeadLetters,
        Inlet = new EventInlet(),
        Routes = Routes(configuration),
        Receivers = Receivers(configuration, surroundings, stateFolder: null),
        Surroundings = surroundings,
    }, configuration, watching: null);

    /// <param name="watching">See <see cref="DetectionParts.Create"/>.</param>
    private static ExporterParts WithDetection(ExporterParts parts, ExporterConfiguration configuration, SourceActivity? watching)
    {
        if (parts.Inlet is not { } inlet)
            return parts;
        var detection = DetectionParts.Create(configuration, parts.Journal, inlet, parts.Surroundings, watching);
        return parts with { Followers = [.. parts.Followers, detection.Follower], Detection = detection };
    }

    /// <summary>A backtest: the same parts, on the clock of past events, with nothing behind the receivers.</summary>
    public static BacktestParts ForBacktest(ExporterConfiguration configuration, VirtualClock clock, bool keepsMessages)
    {
        var inlet = new EventInlet();
        var metrics = new ExporterMetrics();
        var nothingBefore = new ReplayedJournal();
        var routes = Routes(configuration);
        return new BacktestParts(
            new JournalReplay(
                Analyzer(configuration),
                Together(configuration, nothingBefore, metrics),
                [DetectionParts.ForBacktest(configuration, inlet, metrics, clock).Follower],
                inlet,
                clock),
            routes,
            [.. configuration.Receivers.Select((_, index) => PretendedReceivers.Create(configuration, routes, index, clock.GetUtcNow(), keepsMessages))],
            metrics);
    }

    /// <summary>Works on the dead letters of a configuration's journal, beside an exporter that may be running.</summary>
    /// <exception cref="JournalUnavailableException">There is no journal, or it cannot be used.</exception>
    public static T WithDeadLetters<T>(ExporterConfiguration configuration, Func<IDeadLetterStore, T> use)
    {
        using var connection = ConnectionBeside.Open(configuration.Storage.Path);
        return use(new DeadLetterStore(connection));
    }

    /// <summary>See <see cref="MarkedRules"/>.</summary>
    public static IReadOnlyList<(string Path, int Mark, RuleConfig Rule)> Marked(ExporterConfiguration configuration) => MarkedRules.Of(configuration.Route, configuration.Receivers.Count);

    /// <summary>How each receiver's events are delivered, for explanations; by name.</summary>
    public static IReadOnlyDictionary<string, DeliveryOptions> DeliveryOf(ExporterConfiguration configuration)
    {
        var factory = new ReceiverFactory(new EventRenderers(), TimeProvider.System, NullLoggerFactory.Instance) { Inhibit = QuietSettingsOf.Inhibit(configuration.Inhibit), MarkedRules = Marked(configuration) };
        return configuration.Receivers.ToDictionary(static receiver => receiver.Name, factory.OptionsOf);
    }

    /// <summary>Works on the stops of a configuration's receivers, beside an exporter that may be running.</summary>
    /// <exception cref="JournalUnavailableException">There is no journal, or it cannot be used.</exception>
    public static T WithReceiverStops<T>(ExporterConfiguration configuration, Func<IReceiverStops, T> use)
    {
        using var connection = ConnectionBeside.Open(configuration.Storage.Path);
        return use(new ReceiverStopStore(connection));
    }

    public static TemplateCompiler Templates(ExporterConfiguration configuration, TimeProvider time) => new(
        configuration.TemplateLanguage == Configuration.Model.TemplateLanguage.Go ? Templating.TemplateLanguage.Go : Templating.TemplateLanguage.Scriban,
        configuration.Templates,
        time);

    /// <exception cref="ReceiverProblemsException">Options that only the sink itself can judge are wrong: a certificate that cannot be read.</exception>
    /// <param name="stateFolder">See <see cref="SinkContext.StateFolder"/>.</param>
    private static List<Receiver> Receivers(ExporterConfiguration configuration, ExporterSurroundings surroundings, string? stateFolder)
    {
        var factory = new ReceiverFactory(new EventRenderers(Templates(configuration, surroundings.Time)), surroundings.Time, surroundings.Loggers)
        {
            StandardOutput = surroundings.StandardOutput,
            StateFolder = stateFolder,
            Inhibit = QuietSettingsOf.Inhibit(configuration.Inhibit),
            MarkedRules = Marked(configuration),
            ExternalUrl = configuration.Server.ExternalUrl,
        };
        var receivers = new List<Receiver>();
        var problems = new List<string>();
        foreach (var (index, config) in configuration.Receivers.Index())
        {
            try
            {
                receivers.Add(factory.Create(config, index));
            }
            catch (SinkConfigurationException problem)
            {
                problems.Add($"receivers[{index}].{config.Type} ({config.Name}): {problem.Message} ({problem.Hint})");
            }
        }

        return problems.Count == 0 ? receivers : throw new ReceiverProblemsException(problems);
    }

    private static OwnRule OwnRule(ClassifyRule rule) => new(
        MatcherBuilder.Build(rule.Match).IsMatch,
        rule.Category is { } category ? Enum.Parse<EventCategory>(category) : null,
        rule.Severity,
        rule.Details,
        rule.Labels);

    private static IEnricher Enricher(ExporterConfiguration configuration, KubernetesClient client, ExporterSurroundings surroundings) => configuration.OmitLookup
        ? new OmittingEnricher()
        : new ObjectEnricher(
            new KubernetesMetadataReader(client),
            new Pipeline.Enrichment.EnrichmentOptions
            {
                CacheSize = Math.Max(1, configuration.CacheSize),
                Budget = configuration.Enrichment.Timeout,
                QueriesPerSecond = configuration.KubeQps,
            },
            surroundings.Metrics,
            surroundings.Time,
            surroundings.Loggers.CreateLogger<ObjectEnricher>());

    private static IEventSource ClusterSource(ExporterConfiguration configuration, KubernetesClient client, SqliteJournal journal, ExporterSurroundings surroundings, SourceActivity watching)
    {
        var startedAt = surroundings.Time.GetUtcNow();
        var reader = new EventReader(configuration.ClusterName, surroundings.Time);
        var services = new SourceServices(
            new KubernetesEventsApi(client, reader, configuration.Source.FieldSelector),
            new KubernetesSourceOptions
            {
                Namespaces = configuration.Source.Namespaces,
                Cluster = configuration.ClusterName,
                StartWithAll = configuration.Source.Start == SourceStart.All,
                StartedAt = startedAt,
                MaxEventAge = TimeSpan.FromSeconds(configuration.MaxEventAgeSeconds),
            },
            surroundings.Metrics,
            surroundings.Health,
            surroundings.Loggers.CreateLogger<KubernetesEventSource>(),
            surroundings.Time,
            Random.Shared.NextDouble);

        WatchedSource Resume() => new(
            new KubernetesEventSource(services, new ResumePoint(journal.GetPositions(), journal.GetSeen().Where(static entry => !PostedUid.IsPosted(entry.Uid)))),
            watching);
        var election = configuration.LeaderElection;
        return election.Enabled
            ? new LeaderSource(new LeaderElector(client, ElectionOptions(election, client), surroundings.Time), surroundings.Health, Resume)
            : Resume();
    }

    private static Kubernetes.Leases.LeaderElectionOptions ElectionOptions(Configuration.Model.LeaderElectionOptions election, KubernetesClient client) => new()
    {
        Namespace = election.Namespace ?? client.Access.Namespace,
        LeaseName = election.LeaderElectionId,
        LeaseDuration = election.LeaseDuration,
        RenewDeadline = election.RenewDeadline,
        RetryPeriod = election.RetryPeriod,
    };
}
