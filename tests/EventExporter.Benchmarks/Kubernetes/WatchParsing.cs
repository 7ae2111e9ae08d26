using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EventExporter.Kubernetes.Metadata;
using EventExporter.Kubernetes.Transport;
using EventExporter.Kubernetes.Watching;

namespace EventExporter.Benchmarks.Kubernetes;

/// <summary>
/// What it costs to cut a watch's bytes into lines and read their frame, with an object reader that does nothing and with one that
/// reads the metadata. One operation is one event.
/// </summary>
[MemoryDiagnoser]
public class WatchParsing
{
    private const int Events = 20_000;

    private byte[] _bytes = [];

    /// <summary>Bytes of managedFields, which older clients make every event carry.</summary>
    [Params(0, 600)]
    public int ManagedFields { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Events; i++)
            text.Append(CultureInfo.InvariantCulture, $"{{\"type\":\"ADDED\",\"object\":{Event(i)}}}\n");
        _bytes = Encoding.UTF8.GetBytes(text.ToString());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public int Frame() => Read<int>(Skip);

    [Benchmark(OperationsPerInvoke = Events)]
    public int FrameAndMetadata() => Read<ObjectMetadata>(MetadataReader.ReadFromObject);

    private int Read<T>(EventExporter.Kubernetes.ReadObject<T> read)
    {
        using var buffer = new ResponseBuffer();
        var lines = new WatchLines<T>(buffer, read, "watch", 3 * 1024 * 1024);
        var rest = _bytes.AsSpan();
        var count = 0;
        while (!rest.IsEmpty)
        {
            // As much as a read from a connection gives at best.
            var space = buffer.Space().Span;
            var length = Math.Min(Math.Min(space.Length, 16 * 1024), rest.Length);
            rest[..length].CopyTo(space);
            buffer.Append(length);
            rest = rest[length..];
            while (lines.TryTake(out _))
                count++;
        }

        return count == Events ? count : throw new InvalidOperationException($"read {count} of {Events} events");
    }

    private static int Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return 0;
    }

    private string Event(int i)
    {
        var managed = ManagedFields == 0
            ? ""
            : $$$""","managedFields":[{"manager":"kubelet","fieldsV1":{"f:note":{},"f:pad":"{{{new string('x', ManagedFields - 60)}}}"}}]""";
        return $$$"""
            {"kind":"Event","apiVersion":"v1","metadata":{"name":"cart-7d4b9c6f5-x2x{{{i}}}.17a5c1","namespace":"shop","uid":"5f0c6d52-0f5e-4a3a-9d0a-{{{i:D12}}}","resourceVersion":"{{{i}}}","creationTimestamp":"2026-01-01T00:00:00Z"{{{managed}}}},"involvedObject":{"kind":"Pod","namespace":"shop","name":"cart-7d4b9c6f5-x2x{{{i}}}","uid":"a","apiVersion":"v1","resourceVersion":"12","fieldPath":"spec.containers{cart}"},"reason":"Started","message":"Started container cart","source":{"component":"kubelet","host":"node-1"},"firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:00:00Z","count":1,"type":"Normal","eventTime":null,"reportingComponent":"kubelet","reportingInstance":"node-1"}
            """;
    }
}
