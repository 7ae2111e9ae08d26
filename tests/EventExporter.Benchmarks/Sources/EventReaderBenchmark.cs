using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Benchmarks.Sources;

/// <summary>
/// What one line of a watch costs up to the occurrence: reading the event, of about 1 KB with its managedFields, and comparing it with the
/// seen-set.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class EventReaderBenchmark
{
    private const int SeenEvents = 100_000;

    private static readonly byte[] Json = Encoding.UTF8.GetBytes(
        """
        {"kind":"Event","apiVersion":"v1","metadata":{"name":"checkout-7d9c5b8f6d-x2x9k.18e9c4d07d8d28c4","namespace":"shop","uid":"991aeb28-83f3-4ba1-9867-f2c42acbb0eb","resourceVersion":"183421","creationTimestamp":"2026-11-20T13:45:26Z","managedFields":[{"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"2026-11-20T13:45:26Z","fieldsType":"FieldsV1","fieldsV1":{"f:count":{},"f:firstTimestamp":{},"f:involvedObject":{},"f:lastTimestamp":{},"f:message":{},"f:reason":{},"f:reportingComponent":{},"f:reportingInstance":{},"f:source":{"f:component":{},"f:host":{}},"f:type":{}}}]},"involvedObject":{"kind":"Pod","namespace":"shop","name":"checkout-7d9c5b8f6d-x2x9k","uid":"57aa31c2-b8f1-45c8-9da9-0546759276c0","apiVersion":"v1","resourceVersion":"183377","fieldPath":"spec.containers{checkout}"},"reason":"BackOff","message":"Back-off restarting failed container checkout in pod checkout-7d9c5b8f6d-x2x9k_shop(57aa31c2-b8f1-45c8-9da9-0546759276c0)","source":{"component":"kubelet","host":"node-b"},"firstTimestamp":"2026-11-20T13:45:26Z","lastTimestamp":"2026-11-20T13:47:26Z","count":7,"type":"Warning","eventTime":null,"reportingComponent":"kubelet","reportingInstance":"node-b"}
        """);

    private readonly EventReader _reader = new("production", TimeProvider.System);
    private readonly OccurrenceTracker _tracker = new();
    private ClusterEvent[] _events = [];
    private int _next;

    [GlobalSetup]
    public void Prepare()
    {
        _events = [.. Enumerable.Range(0, SeenEvents).Select(i => ReadOne() with { Uid = new Guid(i, 0, 0, new byte[8]).ToString() })];
        foreach (var @event in _events)
            _tracker.SeeWatched(@event);
    }

    [Benchmark]
    public object Read() => ReadOne();

    [Benchmark]
    public int See()
    {
        _next = (_next + 7919) % SeenEvents;
        return _tracker.SeeWatched(_events[_next]).Growth;
    }

    private ClusterEvent ReadOne()
    {
        var reader = new Utf8JsonReader(Json);
        reader.Read();
        return _reader.Read(ref reader);
    }
}
