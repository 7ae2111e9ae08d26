using EventExporter.Configuration.Model;
using EventExporter.Kubernetes;
using EventExporter.Kubernetes.Access;
using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using EventExporter.Web;
using EventExporter.Web.Api;
using Microsoft.Extensions.Logging;

namespace EventExporter.Hosting;

/// <summary>An exporter at work on a cluster: web server, journal, API client and receivers, from start to orderly end.</summary>
internal sealed class ClusterRun(ExporterConfiguration configuration, ClusterAccess access, ExporterSurroundings surroundings)
{
    private static readonly TimeSpan JournalRetry = TimeSpan.FromSeconds(5);

    private readonly ReasonCounts _reasons = new(Composition.Analyzer(configuration));
    private readonly ILogger _log = surroundings.Loggers.CreateLogger<ClusterRun>();

    /// <summary>The running exporter, for summaries; null before it has started.</summary>
    public Exporter? Exporter { get; private set; }

    /// <summary>Occurrences by reason, for summaries.</summary>
    public IReadOnlyDictionary<string, long> Reasons => _reasons.Counts;

    /// <param name="stop">Finish in order.</param>
    /// <param name="abort">Finish nothing.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var process = new ProcessMetrics();
        using var metrics = new PrometheusText(configuration.MetricsNamePrefix, surroundings.Metrics.Meter, process.Meter);
        surroundings.Health.Report("exporter", HealthState.NotReady, "starting");
        using var api = ApiComposition.Services(configuration, surroundings);
        await using var server = await WebServer.StartAsync(
            configuration.Server, surroundings.Loggers, surroundings.Time,
            routes => routes.MapOperation(metrics, surroundings.Health).MapApi(api, ApiEndpoints.All).MapDashboard());
        _log.LogInformation(
            "Listening on {Addresses}: the dashboard, /metrics, /-/healthy, /-/ready, and the API: {Access}.", string.Join(", ", server.Addresses), ApiComposition.AccessText(configuration.Server));

        await using var journal = await OpenJournalAsync(stop);
        await using var history = HistoryParts.Open(configuration, journal, surroundings);
        using var client = new KubernetesClient(
            access, new KubernetesClientOptions { QueriesPerSecond = configuration.KubeQps, Burst = configuration.KubeBurst }, surroundings.Time);
        var parts = HistoryParts.Add(history, Composition.ForCluster(configuration, client, journal, surroundings) with { Analyzer = _reasons });
        await using var exporter = new Exporter(parts);
        Exporter = exporter;
        api.Sources = ApiComposition.Sources(configuration, parts, exporter, stop);
        _log.LogInformation("Watching the events of {Server} ({Origin}).", access.Server, access.Origin);
        try
        {
            var running = exporter.RunAsync(stop, abort);
            // Only now have the parts said that they are not ready: before, a probe would have found nothing wrong.
            surroundings.Health.Report("exporter", HealthState.Ok);
            await running;
        }
        finally
        {
            await api.CloseAsync();
        }

        _log.LogInformation("Stopped. What receivers have not accepted yet stays in the journal.");
    }

    /// <summary>Until it can be opened the program is up and red rather than gone: nothing is lost meanwhile, and the probe shows why.</summary>
    private async Task<SqliteJournal> OpenJournalAsync(CancellationToken stop)
    {
        for (var first = true; ; first = false)
        {
            try
            {
                return SqliteJournal.Open(
                    Composition.JournalOptions(configuration), surroundings.Time, surroundings.Metrics, surroundings.Health, surroundings.Loggers.CreateLogger<SqliteJournal>());
            }
            catch (JournalUnavailableException problem)
            {
                surroundings.Health.Report("journal", HealthState.Failed, problem.Message);
                if (first)
                    _log.LogError("{Problem} Trying again every {Seconds} s.", problem.Message, JournalRetry.TotalSeconds);
                await Task.Delay(JournalRetry, surroundings.Time, stop);
            }
        }
    }
}
