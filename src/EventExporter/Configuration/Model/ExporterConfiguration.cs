using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Receivers;

namespace EventExporter.Configuration.Model;

/// <summary>The whole configuration. A further section is one more property here and an options class.</summary>
[MisplacedKey("routes", "it belongs below 'route:'; here it would have no effect")]
[MisplacedKey("match", "it belongs below 'route:'; here it would have no effect")]
[MisplacedKey("drop", "it belongs below 'route:'; here it would have no effect")]
internal sealed record ExporterConfiguration
{
    [Option("clusterName", "Name of this cluster, on every event.")]
    public string ClusterName { get; init; } = "";

    [Option("logLevel", "The least important log lines that are written.")]
    public LogLevel LogLevel { get; init; } = LogLevel.Info;

    [Option("logFormat", "How log lines are written: one JSON object a line, or for people at a terminal.")]
    public LogFormat LogFormat { get; init; } = LogFormat.Json;

    [Option("source", "Which events are watched.")]
    public SourceOptions Source { get; init; } = new();

    /// <summary>The old form of a single namespace; <see cref="LegacyKeys"/> has moved it to <see cref="SourceOptions.Namespaces"/>.</summary>
    [Option("namespace", "The one namespace to watch; the old form of source.namespaces.", ReplacedBy = "source.namespaces")]
    public string? Namespace { get; init; }

    [Option("maxEventAgeSeconds", "How many seconds before the first start an event may have happened and still be taken. After a restart, watching goes on where it stopped.", Min = 0, OldNames = ["throttlePeriod"])]
    public int MaxEventAgeSeconds { get; init; } = 5;

    [Option("kubeQPS", "Requests a second to the API server, on average.", Min = 0.1)]
    public double KubeQps { get; init; } = 50;

    [Option("kubeBurst", "Requests to the API server at once after a pause.", Min = 1)]
    public int KubeBurst { get; init; } = 100;

    [Option("omitLookup", "Do not look up the objects that events are about: no labels, annotations or owners, and no rights to read them.")]
    public bool OmitLookup { get; init; }

    [Option("cacheSize", "How many objects' labels, annotations and owners are remembered.", Min = 0)]
    public int CacheSize { get; init; } = 10_000;

    [Option("enrichment", "Looking up the objects that events are about.")]
    public EnrichmentOptions Enrichment { get; init; } = new();

    [Option("classify", "Own rules of classification; they come before the built-in ones, and the first that matches counts.")]
    public IReadOnlyList<ClassifyRule> Classify { get; init; } = [];

    [Option("incidents", "Gathering events that belong to one trouble.")]
    public IncidentOptions Incidents { get; init; } = new();

    [Option("leaderElection", "Lets one of several replicas export.")]
    public LeaderElectionOptions LeaderElection { get; init; } = new();

    [Option("storage", "Where and how safely events are kept on their way.")]
    public StorageOptions Storage { get; init; } = new();

    [Option("history", "The record of what happened, for queries, aggregates and timelines.")]
    public HistoryOptions History { get; init; } = new();

    [Option("server", "The program's own web server: metrics, health, the API and the dashboard.")]
    public ServerOptions Server { get; init; } = new();

    [Option("metricsNamePrefix", "Put before the name of every metric; letters, digits, ':' and '_', ending in '_'.", Example = "event_exporter_")]
    public string MetricsNamePrefix { get; init; } = "";

    [Option("templateLanguage", "The language of templates: Scriban, or Go's with sprig as kubernetes-event-exporter has it; auto decides once for the whole file.")]
    public TemplateLanguage TemplateLanguage { get; init; } = TemplateLanguage.Auto;

    [Option("templates", "Named templates that others include.")]
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    [Option("alerts", "Rules over the events of a window, such as: five back-offs of one owner in ten minutes.")]
    public IReadOnlyList<AlertOptions> Alerts { get; init; } = [];

    [Option("patterns", "Similar events that come again and again.")]
    public PatternOptions Patterns { get; init; } = new();

    [Option("rates", "Events that come more or less often than is usual at this hour of the week.")]
    public RateOptions Rates { get; init; } = new();

    [Option("detection", "How patterns, unusual rates and alert rules look at the events.")]
    public DetectionOptions Detection { get; init; } = new();

    [Option("route", "The root of the routing tree: which events go to which receivers.")]
    public RouteConfig Route { get; init; } = new();

    [Option("inhibit", "Events that are not told of while something goes on that explains them.")]
    public IReadOnlyList<InhibitOptions> Inhibit { get; init; } = [];

    [Option("receivers", "The services that events are sent to.")]
    public IReadOnlyList<ReceiverConfig> Receivers { get; init; } = [];
}
