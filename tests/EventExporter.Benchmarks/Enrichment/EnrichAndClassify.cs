using BenchmarkDotNet.Attributes;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Benchmarks.Enrichment;

/// <summary>What an event costs whose object is in the cache: 1,000 pods' events in batches of 500, with the metrics listened to.</summary>
[MemoryDiagnoser]
public class EnrichAndClassify : IDisposable
{
    private const int Batch = 500;
    private static readonly string[] Reasons = ["Pulled", "Created", "Started", "BackOff", "FailedScheduling", "NobodyKnowsThis"];

    private readonly Analyzer _analyzer = new(new Classifier());
    private ClusterEvent[][] _batches = [];
    private ExporterMetrics _metrics = null!;
    private PrometheusText _prometheus = null!;
    private ObjectEnricher _enricher = null!;
    private EnrichedEvent[] _enriched = [];
    private int _next;

    [GlobalSetup]
    public async Task Setup()
    {
        _metrics = new ExporterMetrics();
        _prometheus = new PrometheusText("", _metrics.Meter);
        _enricher = new ObjectEnricher(new EveryObject(), new EnrichmentOptions { QueriesPerSecond = 0 }, _metrics, TimeProvider.System, NullLogger<ObjectEnricher>.Instance);
        _batches = [.. Enumerable.Range(0, 2000).Select(Event).Chunk(Batch)];
        foreach (var batch in _batches)
            await _enricher.EnrichAsync(batch, CancellationToken.None);
        _enriched = await _enricher.EnrichAsync(_batches[0], CancellationToken.None);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _enricher.Dispose();
        _prometheus.Dispose();
        _metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> EnrichCached() => (await _enricher.EnrichAsync(NextBatch(), CancellationToken.None)).Length;

    [Benchmark(OperationsPerInvoke = Batch)]
    public int Classify()
    {
        var severe = 0;
        foreach (var e in _enriched)
            severe += (int)_analyzer.Analyze(e).Severity;
        return severe;
    }

    private ClusterEvent[] NextBatch() => _batches[_next++ % _batches.Length];

    private static ClusterEvent Event(int i) => new()
    {
        Reason = Reasons[i % Reasons.Length],
        Type = i % 3 == 0 ? "Warning" : "Normal",
        Message = "Back-off restarting failed container app in pod cart-7d9c5b5b6d-x2x2x_shop",
        SourceComponent = "kubelet",
        SourceHost = $"node-{i % 1000 % 50}",
        InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = "shop", Name = $"cart-7d9c5b5b6d-{i % 1000}", Uid = $"4dc81027-08c5-46b7-8382-{i % 1000:D12}" },
    };

    private sealed class EveryObject : IObjectMetadataReader
    {
        public Task<MetadataAnswer> ReadAsync(ObjectIdentity identity, CancellationToken cancellation) => Task.FromResult(MetadataAnswer.Found(new ObjectMetadata(
            identity.Uid,
            new Dictionary<string, string> { ["app"] = "cart" },
            new Dictionary<string, string>(),
            identity.Kind == "Pod" ? [new OwnerReference("apps/v1", "ReplicaSet", "cart-7d9c5b5b6d", "r1", true)] : [],
            false)));
    }
}
