using BenchmarkDotNet.Attributes;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Pipeline.Sinks.Http;
using Body = EventExporter.Pipeline.Sinks.Elasticsearch.BulkBody;

namespace EventExporter.Benchmarks.Rendering;

/// <summary>What an event costs on its way into a bulk request: the document alone, a body of a thousand, and that body compressed. Figures are for a thousand events.</summary>
[MemoryDiagnoser]
public class DocumentRendering : IDisposable
{
    private const int Events = 1000;

    private readonly DeliveryItem[] _items = [.. Enumerable.Range(1, Events).Select(static i => new DeliveryItem(i, Typical(i)))];
    private readonly EventDocument _document = new(withTimestamp: true);
    private readonly BulkAction _action = new(new DocumentTarget(new ElasticsearchOptions { Index = "kube-events" }, new EventRenderers()), useEventId: false, id: null, hasPipeline: false);
    private readonly PooledBuffer _buffer = new();

    [Benchmark(OperationsPerInvoke = Events)]
    public int Document()
    {
        _buffer.Truncate(0);
        foreach (var item in _items)
            _document.Write(_buffer, item.Event);
        return _buffer.Length;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public int BulkBody()
    {
        using var body = new Body(_items, _document, _action, withIncidents: false);
        return body.Buffer.Length;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public int CompressedBulkBody()
    {
        using var body = new Body(_items, _document, _action, withIncidents: false);
        using var packed = GzipBody.Compress(body.Buffer.Written);
        return packed.Length;
    }

    public void Dispose()
    {
        _buffer.Dispose();
        GC.SuppressFinalize(this);
    }

    private static AnalyzedEvent Typical(int i)
    {
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(i);
        var name = $"checkout-7d9f8b6c5d-{i:x5}";
        return new AnalyzedEvent(
            new EnrichedEvent(
                new ClusterEvent
                {
                    Cluster = "production",
                    Name = $"{name}.17f3c2a{i:x}",
                    Namespace = "shop",
                    Uid = Guid.NewGuid().ToString(),
                    ResourceVersion = $"{4_000_000 + i}",
                    CreationTimestamp = time,
                    Reason = "BackOff",
                    Type = "Warning",
                    Count = i % 7,
                    FirstTimestamp = time,
                    LastTimestamp = time,
                    Message = $"Back-off restarting failed container app in pod {name}_shop({Guid.NewGuid()})",
                    SourceComponent = "kubelet",
                    SourceHost = "ip-10-0-12-34.ec2.internal",
                    ReportingController = "kubelet",
                    ReportingInstance = "ip-10-0-12-34.ec2.internal",
                    InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = "shop", Name = name, Uid = Guid.NewGuid().ToString(), ResourceVersion = $"{3_000_000 + i}", FieldPath = "spec.containers{app}" },
                },
                new ObjectFacts
                {
                    Lookup = LookupResult.Found,
                    Node = "ip-10-0-12-34.ec2.internal",
                    Labels = new Dictionary<string, string> { ["app"] = "checkout", ["pod-template-hash"] = "7d9f8b6c5d", ["team"] = "payments" },
                    OwnerReferences = [new OwnerReference("apps/v1", "ReplicaSet", "checkout-7d9f8b6c5d", "0f3e", true)],
                    OwnerChain = [new OwnerReference("apps/v1", "ReplicaSet", "checkout-7d9f8b6c5d", "0f3e", true), new OwnerReference("apps/v1", "Deployment", "checkout", "0f3d", true)],
                }),
            EventCategory.Container,
            Severity.Warning)
        { Details = new Dictionary<string, string> { ["container"] = "app" } };
    }
}
