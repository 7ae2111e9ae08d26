using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;
using EventExporter.Telemetry;
using EventExporter.Testing;
using Microsoft.Extensions.Logging;

namespace EventExporter.Tests.Pipeline.Enrichment;

/// <summary>An enricher before a fake cluster, with a clock that the test moves and a log that it reads.</summary>
internal sealed class EnricherScene : IDisposable
{
    public EnricherScene(EnrichmentOptions? options = null)
    {
        Enricher = new ObjectEnricher(Cluster, options ?? new EnrichmentOptions(), Metrics, Time, Log);
        Prometheus = new PrometheusText("", Metrics.Meter);
    }

    public FakeCluster Cluster { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public ExporterMetrics Metrics { get; } = new();

    public ListLogger<ObjectEnricher> Log { get; } = new();

    public ObjectEnricher Enricher { get; }

    public PrometheusText Prometheus { get; }

    public static OwnerReference Owner(string apiVersion, string kind, string name, string uid, bool controller = true) => new(apiVersion, kind, name, uid, controller);

    public ClusterEvent About(string kind, string name, string uid, string ns = "shop", string apiVersion = "v1") => new()
    {
        InvolvedObject = new ObjectReference { ApiVersion = apiVersion, Kind = kind, Namespace = ns, Name = name, Uid = uid },
        ObservedAt = Time.GetUtcNow(),
    };

    public async Task<ObjectFacts> FactsOf(ClusterEvent e) => (await Enricher.EnrichAsync([e], CancellationToken.None))[0].Object;

    public void Dispose()
    {
        Prometheus.Dispose();
        Enricher.Dispose();
        Metrics.Dispose();
    }
}
