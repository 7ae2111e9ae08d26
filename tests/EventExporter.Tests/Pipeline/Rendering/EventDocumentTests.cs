using System.Buffers;
using System.Text;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Rendering;

public class EventDocumentTests
{
    [Fact]
    public void A_sparse_event_has_the_fields_that_consumers_know_and_ours_behind_them() => Assert.Equal(
        """{"metadata":{"name":"web-1.17f","namespace":"shop","uid":"uid-web-1","resourceVersion":"42","creationTimestamp":"2026-01-01T00:00:00Z"},"reason":"BackOff","message":"a < b & \"c\"","source":{"component":"kubelet","host":"node-1"},"firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:01:30Z","count":3,"type":"Warning","eventTime":null,"reportingComponent":"","reportingInstance":"","clusterName":"test","involvedObject":{"kind":"Pod","namespace":"shop","name":"web-1","uid":"pod-web-1","apiVersion":"v1","deleted":false},"delta":1,"totalCount":3,"firstSeen":"2026-01-01T00:00:00Z","lastSeen":"2026-01-01T00:01:30Z","category":"Container","severity":"warning","lookup":"omitted","identity":"test:uid-web-1:42"}""",
        Render(new EventDocument(), Some.Event("web-1", "a < b & \"c\"")));

    [Fact]
    public void A_full_event_has_everything() => Assert.Equal(
        """{"@timestamp":"2026-01-01T00:00:05.000007Z","metadata":{"name":"web-1.17f","namespace":"shop","uid":"uid-web-1","resourceVersion":"42","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"a_b":"1"},"annotations":{"x_y/z":"2"}},"reason":"BackOff","message":"m","source":{},"firstTimestamp":null,"lastTimestamp":null,"type":"Warning","eventTime":"2026-01-01T00:00:00.123456Z","series":{"count":9,"lastObservedTime":"2026-01-01T00:00:05.000007Z"},"action":"Killing","related":{"kind":"Node","name":"n"},"reportingComponent":"kubelet","reportingInstance":"node-1","clusterName":"","involvedObject":{"kind":"Pod","namespace":"shop","name":"web-1","uid":"pod-web-1","apiVersion":"v1","labels":{"app_kubernetes_io/name":"web"},"annotations":{"k":"v"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-5","uid":"rs","controller":true}],"deleted":true},"delta":4,"totalCount":9,"firstSeen":"2026-01-01T00:00:00.123456Z","lastSeen":"2026-01-01T00:00:05.000007Z","category":"Container","severity":"warning","owner":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"node":"node-1","details":{"exitCode":"137"},"incident":"inc-1","identity":"uid-web-1:42"}""",
        Render(new EventDocument(deDot: true, withTimestamp: true), Full()));

    [Fact]
    public void Times_of_other_zones_are_written_in_utc()
    {
        Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
        Assert.Equal("2026-01-01T22:30:00Z", Encoding.ASCII.GetString(Rfc3339.Seconds(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.FromHours(1.5)), buffer)));
    }

    private static AnalyzedEvent Full()
    {
        var some = Some.Event("web-1", "m");
        var time = Some.Time.AddTicks(1_234_560);
        var e = some.Event with
        {
            Cluster = "",
            Labels = Map("a.b", "1"),
            Annotations = Map("x.y/z", "2"),
            SourceComponent = "",
            SourceHost = "",
            FirstTimestamp = null,
            LastTimestamp = null,
            Count = 0,
            EventTime = time,
            Series = new EventSeries(9, Some.Time.AddSeconds(5).AddTicks(70)),
            Action = "Killing",
            Related = new ObjectReference { Kind = "Node", Name = "n" },
            ReportingController = "kubelet",
            ReportingInstance = "node-1",
            Delta = 4,
        };
        var facts = new ObjectFacts
        {
            Lookup = LookupResult.Found,
            Labels = Map("app.kubernetes.io/name", "web"),
            Annotations = Map("k", "v"),
            Deleted = true,
            Node = "node-1",
            OwnerReferences = [new OwnerReference("apps/v1", "ReplicaSet", "web-5", "rs", true)],
            OwnerChain = [new OwnerReference("apps/v1", "ReplicaSet", "web-5", "rs", true), new OwnerReference("apps/v1", "Deployment", "web", "d", true)],
        };
        return some with { Enriched = new EnrichedEvent(e, facts), Details = Map("exitCode", "137"), Incident = "inc-1" };
    }

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };

    private static string Render(EventDocument document, AnalyzedEvent analyzed)
    {
        var output = new ArrayBufferWriter<byte>();
        document.Write(output, analyzed);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
