using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Testing;

namespace EventExporter.Tests.Pipeline.Events;

public sealed class EventReaderTests
{
    private static readonly ManualTimeProvider Clock = new();

    [Fact]
    public void A_core_event_is_read_whole()
    {
        var read = Read("""
            {"kind":"Event","apiVersion":"v1","metadata":{"name":"web.1","namespace":"shop","uid":"u-1","resourceVersion":"83",
            "creationTimestamp":"2026-11-20T13:45:26Z","labels":{"a":"b"},"annotations":{"c":"d"},
            "managedFields":[{"manager":"m","fieldsV1":{"f:count":{},"f:source":{"f:component":{}}}}]},
            "involvedObject":{"kind":"Pod","namespace":"shop","name":"web","uid":"p-1","apiVersion":"v1","resourceVersion":"81",
            "fieldPath":"spec.containers{app}"},"reason":"BackOff","message":"m","source":{"component":"kubelet","host":"node-a"},
            "firstTimestamp":"2026-11-20T13:45:20Z","lastTimestamp":"2026-11-20T13:45:26Z","count":3,"type":"Warning","eventTime":null,
            "reportingComponent":"kubelet","reportingInstance":"node-a"}
            """).Event;

        Assert.Equal("prod", read.Cluster);
        Assert.Equal(("web.1", "shop", "u-1", "83"), (read.Name, read.Namespace, read.Uid, read.ResourceVersion));
        Assert.Equal("b", read.Labels["a"]);
        Assert.Equal("d", read.Annotations["c"]);
        Assert.Equal(("BackOff", "m", "Warning", 3), (read.Reason, read.Message, read.Type, read.Count));
        Assert.Equal(("kubelet", "node-a"), (read.SourceComponent, read.SourceHost));
        Assert.Equal(("kubelet", "node-a"), (read.ReportingController, read.ReportingInstance));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 13, 45, 20, TimeSpan.Zero), read.FirstTimestamp);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 13, 45, 26, TimeSpan.Zero), read.LastTimestamp);
        Assert.Null(read.EventTime);
        Assert.Equal(Clock.GetUtcNow(), read.ObservedAt);
        var expected = new ObjectReference
        {
            Kind = "Pod",
            Namespace = "shop",
            Name = "web",
            Uid = "p-1",
            ApiVersion = "v1",
            ResourceVersion = "81",
            FieldPath = "spec.containers{app}",
        };
        Assert.Equal(expected, read.InvolvedObject);
    }

    [Fact]
    public void The_newer_api_is_another_face_of_the_same_event()
    {
        var read = Read("""
            {"kind":"Event","apiVersion":"events.k8s.io/v1","metadata":{"uid":"u"},"note":"text","regarding":{"kind":"Pod","name":"p"},
            "related":{"kind":"Node","name":"n"},"deprecatedCount":4,"deprecatedFirstTimestamp":"2026-01-01T00:00:00Z",
            "deprecatedLastTimestamp":"2026-01-01T00:00:01Z","deprecatedSource":{"component":"c","host":"h"},
            "reportingController":"ctl","series":{"count":7,"lastObservedTime":"2026-01-01T00:00:02.123456Z"}}
            """).Event;

        Assert.Equal(("text", "Pod", "Node", 4, "c", "h", "ctl"),
            (read.Message, read.InvolvedObject.Kind, read.Related!.Kind, read.Count, read.SourceComponent, read.SourceHost, read.ReportingController));
        Assert.Equal(7, read.TotalCount);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 2, TimeSpan.Zero).AddTicks(1234560), read.LastSeen);
        Assert.Equal(2026, read.FirstTimestamp!.Value.Year);
    }

    [Fact]
    public void Nulls_and_missing_fields_are_absent_values()
    {
        var read = Read("""{"metadata":{"uid":"u","labels":null},"source":null,"series":null,"related":null,"count":null,"reason":null,"involvedObject":null}""").Event;

        Assert.Equal((1, "", null, ObjectReference.None), (read.TotalCount, read.Reason, read.Related, read.InvolvedObject));
    }

    [Fact]
    public void Scalars_of_another_type_are_taken_for_what_they_say()
    {
        var read = Read("""{"metadata":{"uid":"u","resourceVersion":12},"count":"5","reason":true,"message":1.5,"series":{"count":6.0}}""").Event;

        Assert.Equal(("12", 5, "true", "1.5", 6), (read.ResourceVersion, read.Count, read.Reason, read.Message, read.Series!.Count));
    }

    [Theory]
    [InlineData("""{"kind":"Pod","metadata":{"uid":"u"}}""", "kind: \"Pod\" is no Event")]
    [InlineData("""{"kind":"Event","apiVersion":"argo/v1","metadata":{"uid":"u"}}""", "apiVersion: \"argo/v1\" has no events; expected v1 or events.k8s.io/v1")]
    [InlineData("""{"metadata":{"name":"x"}}""", "metadata.uid: missing; an event without it cannot be told from others")]
    [InlineData("""{"metadata":{"uid":{}}}""", "metadata.uid: expected text, found an object")]
    [InlineData("""{"metadata":[]}""", "metadata: expected an object, found an array")]
    [InlineData("""{"metadata":{"uid":"u"},"count":"many"}""", "count: expected a whole number, found \"many\"")]
    [InlineData("""{"metadata":{"uid":"u"},"lastTimestamp":"yesterday"}""", "lastTimestamp: \"yesterday\" is no time; expected the form 2026-01-31T12:00:00Z")]
    [InlineData("""{"metadata":{"uid":"u"},"eventTime":5}""", "eventTime: expected a time such as 2026-01-31T12:00:00Z, found 5")]
    [InlineData("""[1]""", "event: expected an object, found an array")]
    public void What_is_no_event_is_named_by_the_path_of_its_field(string json, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(json)).Message);
    }

    [Theory]
    [InlineData("2026-11-20T13:48:06.048680Z", 486800)]
    [InlineData("2026-11-20T13:48:06.0486801239Z", 486801)]
    [InlineData("2026-11-20T14:48:06.048680+01:00", 486800)]
    [InlineData("2026-11-20T13:48:06Z", 0)]
    public void Times_are_exact(string text, long ticksBelowTheSecond)
    {
        var read = Read($$$"""{"metadata":{"uid":"u"},"eventTime":"{{{text}}}"}""").Event;

        Assert.Equal(new DateTimeOffset(2026, 11, 20, 13, 48, 6, TimeSpan.Zero).AddTicks(ticksBelowTheSecond), read.EventTime);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("")]
    public void Gos_zero_time_is_no_time(string text)
    {
        Assert.Null(Read($$$"""{"metadata":{"uid":"u"},"lastTimestamp":"{{{text}}}"}""").Event.LastTimestamp);
    }

    [Theory]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-02-03T25:00:00Z")]
    [InlineData("2026-02-03T05:00:00.Z")]
    public void Impossible_times_are_refused(string text)
    {
        Assert.Throws<FormatException>(() => Read($$$"""{"metadata":{"uid":"u"},"lastTimestamp":"{{{text}}}"}"""));
    }

    [Fact]
    public void Escapes_and_all_of_unicode_survive_in_a_long_message()
    {
        var message = string.Concat(Enumerable.Repeat("Zürich \u2028 \ud83d\ude80 \"q\" \\ \t\u0000 日本 ", 5000));
        var escaped = JsonSerializer.Serialize(message);

        Assert.Equal(message, Read($$"""{"metadata":{"uid":"u"},"message":{{escaped}}}""").Event.Message);
    }

    [Fact]
    public void A_lone_surrogate_costs_a_character_and_not_the_event()
    {
        Assert.Equal("a\uFFFDb\n\uFFFD", Read("""{"metadata":{"uid":"u"},"message":"a\ud800b\n\udc00"}""").Event.Message);
    }

    [Fact]
    public void Escaped_names_of_fields_are_understood()
    {
        Assert.Equal("m", Read("""{"metadata":{"uid":"u"},"mess\u0061ge":"m"}""").Event.Message);
    }

    [Fact]
    public void Facts_that_the_record_carries_come_along()
    {
        var read = Read("""
            {"metadata":{"uid":"u"},"clusterName":"other","involvedObject":{"kind":"Pod","name":"p","labels":{"app":"web"},"annotations":{"a":"1"},
            "ownerReferences":[{"apiVersion":"v1","kind":"Thing","name":"t","uid":"t1"},
            {"apiVersion":"apps/v1","kind":"ReplicaSet","name":"rs","uid":"r1","controller":true,"blockOwnerDeletion":true}],"deleted":true}}
            """);

        Assert.Equal("other", read.Event.Cluster);
        var facts = read.Carried!;
        Assert.Equal(LookupResult.Carried, facts.Lookup);
        Assert.Equal("web", facts.Labels["app"]);
        Assert.Equal("1", facts.Annotations["a"]);
        Assert.Equal(2, facts.OwnerReferences.Count);
        Assert.Equal("rs", facts.RootOwner!.Name);
        Assert.True(facts.Deleted);
    }

    [Fact]
    public void An_event_of_the_api_server_carries_nothing_of_its_object()
    {
        Assert.Null(Read("""{"metadata":{"uid":"u"},"involvedObject":{"kind":"Pod","name":"p"}}""").Carried);
    }

    [Fact]
    public void Recurring_texts_are_one_string()
    {
        var reader = new EventReader("", Clock);
        var json = """{"metadata":{"uid":"u","namespace":"shop"},"reason":"BackOff"}""";

        Assert.Same(Read(json, reader).Event.Reason, Read(json, reader).Event.Reason);
        Assert.Same(Read(json, reader).Event.Namespace, Read(json, reader).Event.Namespace);
    }

    [Fact]
    public void The_pool_never_mistakes_one_text_for_another()
    {
        var pool = new TextPool();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 20_000; i++)
            {
                var text = i % 2 == 0 ? $"name-{i}" : $"naïve-{i}-ß";
                Assert.Equal(text, pool.Get(Encoding.UTF8.GetBytes(text)));
            }
        }
    }

    [Fact]
    public void The_reader_is_left_on_the_end_of_the_object()
    {
        var reader = new Utf8JsonReader("""[{"metadata":{"uid":"u"},"x":{"y":[1]}},7]"""u8);
        reader.Read();
        reader.Read();
        new EventReader("", Clock).Read(ref reader);

        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        Assert.True(reader.Read());
        Assert.Equal(7, reader.GetInt32());
    }

    private static EventRecord Read(string json, EventReader? reader = null)
    {
        var tokens = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        tokens.Read();
        return (reader ?? new EventReader("prod", Clock)).ReadRecord(ref tokens);
    }
}
