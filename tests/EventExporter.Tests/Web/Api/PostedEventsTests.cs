using System.Net;
using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Delivery;
using EventExporter.Web.Api.Posting;

namespace EventExporter.Tests.Web.Api;

/// <summary>Events of applications: what is taken, as what, how often, and what is refused.</summary>
public sealed class PostedEventsTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_event_is_journalled_when_the_answer_comes_and_delivered_like_any_other()
    {
        var (status, body) = await _host.PostAsync("/api/v1/events", SampleRequests.Event);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(1, body.GetProperty("accepted").GetInt32());
        var journalled = Assert.Single(await _host.JournalledAsync());
        Assert.Equal(body.GetProperty("identities")[0].GetString(), journalled.Event.Identity);
        Assert.Equal(("BackupFailed", "Warning", "payments", "test"), (journalled.Event.Reason, journalled.Event.Type, journalled.Event.Namespace, journalled.Event.Cluster));
        Assert.NotNull(journalled.Event.LastTimestamp);
        await ApiHost.UntilAsync(() => _host.Sink.Names.Contains("backup"));
    }

    [Theory]
    [InlineData("application/json", """{"kind":"List","apiVersion":"v1","items":[EVENT,EVENT2]}""")]
    [InlineData("application/json", "[EVENT,EVENT2]")]
    [InlineData("application/json; charset=utf-8", "EVENT\nEVENT2")]
    [InlineData("application/yaml", "- {metadata: {name: a, namespace: shop}, reason: R, involvedObject: {kind: Pod, name: web}}\n- {metadata: {name: b}, reason: R, count: 3, involvedObject: {kind: Pod, name: web}}")]
    [InlineData("text/yaml", "metadata: {name: a}\nreason: R\ninvolvedObject: {kind: Pod, name: web}\n---\nmetadata: {name: b}\nreason: R\ncount: '3'\ninvolvedObject: {kind: Pod, name: web}\n")]
    public async Task Lists_come_in_every_form_that_recordings_have(string type, string body)
    {
        const string Event = """{"metadata":{"name":"a"},"reason":"R","involvedObject":{"kind":"Pod","name":"web"}}""";
        const string Event2 = """{"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"b"},"reason":"R","note":"n","deprecatedCount":3,"regarding":{"kind":"Pod","name":"web"}}""";
        var (status, answer) = await _host.PostAsync("/api/v1/events", body.Replace("EVENT2", Event2, StringComparison.Ordinal).Replace("EVENT", Event, StringComparison.Ordinal), type: type);

        Assert.True(status == HttpStatusCode.Accepted, answer.ToString());
        Assert.Equal([1, 3], (await _host.JournalledAsync()).Select(e => e.Event.Delta));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_adds_nothing()
    {
        const string Named = """{"metadata":{"name":"deploy-42"},"reason":"Deployed","involvedObject":{"kind":"Deployment","name":"web"}}""";
        var first = (await _host.PostAsync("/api/v1/events", Named)).Body;
        var second = (await _host.PostAsync("/api/v1/events", Named)).Body;

        Assert.Equal((0, 1), (first.GetProperty("repeated").GetInt32(), second.GetProperty("repeated").GetInt32()));
        Assert.Equal(first.GetProperty("identities").ToString(), second.GetProperty("identities").ToString());
        Assert.Single(await _host.JournalledAsync());
    }

    [Fact]
    public async Task An_idempotency_key_makes_a_nameless_event_repeatable()
    {
        for (var i = 0; i < 3; i++)
        {
            var request = _host.Request("POST", "/api/v1/events", ApiHost.WriteToken, SampleRequests.Event);
            request.Headers.Add("Idempotency-Key", "job-7");
            Assert.Equal(HttpStatusCode.Accepted, (await _host.AskAsync(request)).Status);
        }

        Assert.Single(await _host.JournalledAsync());
        await _host.PostAsync("/api/v1/events", SampleRequests.Event);
        await _host.PostAsync("/api/v1/events", SampleRequests.Event);
        Assert.Equal(3, (await _host.JournalledAsync()).Count);
    }

    [Fact]
    public async Task An_event_whose_count_grows_counts_by_its_growth()
    {
        foreach (var count in new[] { 2, 5, 5, 9 })
            await _host.PostAsync("/api/v1/events", $$$"""{"metadata":{"name":"x","uid":"u-1","resourceVersion":"{{{count}}}"},"reason":"R","count":{{{count}}},"involvedObject":{"kind":"Pod","name":"web"}}""");

        Assert.Equal([2, 3, 4], (await _host.JournalledAsync()).Select(e => e.Event.Delta));
    }

    [Fact]
    public async Task Many_at_once_are_each_taken_once_however_often_they_are_sent()
    {
        var posts = Enumerable.Range(0, 60).Select(i =>
            _host.PostAsync("/api/v1/events", $$$"""{"metadata":{"name":"e{{{i % 20}}}"},"reason":"R","involvedObject":{"kind":"Pod","name":"web"}}"""));

        Assert.All(await Task.WhenAll(posts), answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.Equal(20, (await _host.JournalledAsync()).Count);
    }

    [Fact]
    public async Task A_structured_CloudEvent_becomes_an_event()
    {
        const string Body = """{"specversion":"1.0","id":"7","source":"/shop/billing","type":"com.example.InvoiceFailed","subject":"Invoice/payments/2026-7","time":"2026-01-31T12:00:00Z","team":"money","data":{"message":"no funds","type":"Warning"}}""";
        var (status, answer) = await _host.PostAsync("/api/v1/events", Body, type: "application/cloudevents+json");
        await _host.PostAsync("/api/v1/events", Body, type: "application/cloudevents+json");

        Assert.True(status == HttpStatusCode.Accepted, answer.ToString());
        var e = Assert.Single(await _host.JournalledAsync()).Event;
        Assert.Equal(("com.example.InvoiceFailed", "no funds", "Warning", "payments"), (e.Reason, e.Message, e.Type, e.Namespace));
        Assert.Equal(("Invoice", "2026-7", "/shop/billing"), (e.InvolvedObject.Kind, e.InvolvedObject.Name, e.Component));
        Assert.Equal("money", e.Annotations["cloudevents.io/team"]);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), e.LastSeen);
    }

    [Fact]
    public async Task A_batch_of_CloudEvents_becomes_as_many_events()
    {
        var batch = string.Join(',', Enumerable.Range(0, 3).Select(i => $$$"""{"specversion":"1.0","id":"{{{i}}}","source":"s","type":"T","data":"text"}"""));
        var (status, _) = await _host.PostAsync("/api/v1/events", $"[{batch}]", type: "application/cloudevents-batch+json");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(["text", "text", "text"], (await _host.JournalledAsync()).Select(e => e.Event.Message));
    }

    [Theory]
    [InlineData("application/json", """{"message":"caf\u00e9"}""", "café")]
    [InlineData("text/plain", "plain words", "plain words")]
    public async Task A_binary_CloudEvent_has_its_attributes_in_headers(string type, string body, string message)
    {
        var request = _host.Request("POST", "/api/v1/events", ApiHost.WriteToken, body, type);
        foreach (var (name, value) in new[] { ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/a%20b"), ("ce-type", "Done"), ("ce-subject", "Job/nightly") })
            request.Headers.Add(name, value);
        var (status, answer) = await _host.AskAsync(request);

        Assert.True(status == HttpStatusCode.Accepted, answer.ToString());
        var e = Assert.Single(await _host.JournalledAsync()).Event;
        Assert.Equal((message, "Done", "/a b", "nightly"), (e.Message, e.Reason, e.Component, e.InvolvedObject.Name));
    }

    [Fact]
    public async Task A_CloudEvent_of_another_exporter_is_the_event_in_it()
    {
        const string Body = """{"specversion":"1.0","id":"east:u-9:77","source":"/clusters/east/namespaces/shop","type":"io.kubernetes.event","data":{"metadata":{"uid":"u-9","resourceVersion":"77","name":"web.1","namespace":"shop"},"reason":"BackOff","type":"Warning","clusterName":"east","involvedObject":{"kind":"Pod","namespace":"shop","name":"web","labels":{"app":"web"}}}}""";
        await _host.PostAsync("/api/v1/events", Body, type: "application/cloudevents+json");

        var journalled = Assert.Single(await _host.JournalledAsync());
        Assert.Equal("east:u-9:77", journalled.Event.Identity);
        Assert.Equal("web", journalled.Object.Labels["app"]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_and_nothing_is_taken()
    {
        const string Body = """
            [{"metadata":{"namespace":"Shop","name":"a/b"},"raeson":"R","type":"warning","count":-1,"lastTimestamp":"yesterday","involvedObject":{"kind":"Pod"}},
             {"kind":"Pod","reason":"x","involvedObject":[]},
             {"reason":"Fine","involvedObject":{"kind":"Pod","name":"web"}},
             {"reason":"R","metadata":{"namespace":"a"},"involvedObject":{"kind":"Pod","name":"w","namespace":"b"},"source":{"component":"event-exporter"},"eventTime":"2999-01-01T00:00:00Z"}]
            """;
        var (status, body) = await _host.PostAsync("/api/v1/events", Body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var paths = body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("path").GetString()).ToList();
        Assert.Equal(
            [
                "items[0].metadata.name", "items[0].metadata.namespace", "items[0].involvedObject.name", "items[0].reason", "items[0].type", "items[0].count", "items[0].lastTimestamp",
                "items[1].kind", "items[1].involvedObject",
                "items[3].involvedObject.namespace", "items[3].eventTime", "items[3].source.component",
            ],
            paths);
        Assert.Contains("raeson", body.GetProperty("errors")[3].GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _host.Journal.Head);
    }

    [Theory]
    [InlineData("application/json", "", 400)]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", "{}", 400)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json", "[1]", 400)]
    [InlineData("application/json", "null", 400)]
    [InlineData("application/json", "{\"reason\":\"\\ud800\",\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"w\"}}", 400)]
    [InlineData("application/yaml", "a: [", 400)]
    [InlineData("application/yaml", "*alias", 400)]
    [InlineData("application/cloudevents+json", "{}", 400)]
    [InlineData("application/cloudevents+json", "[]", 400)]
    [InlineData("application/cloudevents+json", "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}", 400)]
    [InlineData("application/x-www-form-urlencoded", "reason=R", 415)]
    [InlineData("multipart/form-data; boundary=x", "x", 415)]
    public async Task Bodies_that_are_no_events_are_refused_as_such(string type, string body, int expected)
    {
        var (status, answer) = await _host.PostAsync("/api/v1/events", body, type: type);

        Assert.True(expected == (int)status, answer.ToString());
        Assert.Equal(0, _host.Journal.Head);
    }

    [Fact]
    public async Task Deep_and_long_bodies_cost_nothing_but_a_refusal()
    {
        var deep = new string('[', 100_000);
        var large = "{\"reason\":\"" + new string('x', 5 * 1024 * 1024) + "\"}";
        var many = "[" + string.Join(',', Enumerable.Repeat(SampleRequests.Event, PostedBody.MaxEvents + 1)) + "]";
        var message = SampleRequests.Event.Replace("disk full", new string('m', PostedEventCheck.LongestMessage + 1), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await _host.PostAsync("/api/v1/events", deep)).Status);
        var refused = _host.Request("POST", "/api/v1/events", ApiHost.WriteToken, large);
        refused.Headers.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _host.AskAsync(refused)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.PostAsync("/api/v1/events", many)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.PostAsync("/api/v1/events", message)).Status);
        Assert.Equal(0, _host.Journal.Head);
    }

    [Theory]
    [InlineData("""{"metadata":{"namespace":"shop"},"reason":"R","involvedObject":{"kind":"Pod","name":"w"}}""")]
    [InlineData("""{"reason":"R","involvedObject":{"kind":"Pod","name":"w"}}""")]
    [InlineData("""{"reason":"R","involvedObject":{"kind":"Pod","name":"w","namespace":"shop"}}""")]
    public async Task A_token_of_a_namespace_writes_for_no_other(string body)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.PostAsync("/api/v1/events", body, ApiHost.PaymentsWriteToken)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await _host.PostAsync("/api/v1/events", SampleRequests.Event, ApiHost.PaymentsWriteToken)).Status);
        Assert.Single(await _host.JournalledAsync());
    }

    [Fact]
    public async Task Hostile_texts_arrive_as_they_were_sent()
    {
        const string Hostile = "\"><script>alert(1)</script> '; DROP TABLE events; -- \u0000\u001b[31m \u202Eright to left \U0001F4A9 {{ 1 }} ${HOME}";
        var body = JsonSerializer.Serialize(new { reason = "R", message = Hostile, involvedObject = new { kind = "Pod", name = "<b>" } });
        await _host.PostAsync("/api/v1/events", body);

        Assert.Equal(Hostile, Assert.Single(await _host.JournalledAsync()).Event.Message);
    }

    [Fact]
    public async Task An_exporter_that_has_ended_says_so()
    {
        await _host.StopExporterAsync();

        var (status, _) = await _host.PostAsync("/api/v1/events", SampleRequests.Event);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
    }

    [Fact]
    public async Task What_was_posted_is_known_after_a_restart()
    {
        const string Counted = """{"metadata":{"name":"x","uid":"u-1","resourceVersion":"1"},"reason":"R","count":4,"involvedObject":{"kind":"Pod","name":"web"}}""";
        await _host.PostAsync("/api/v1/events", Counted);

        var memory = new PostedMemory();
        memory.Restore(_host.Journal.GetSeen());

        var e = (await _host.JournalledAsync())[0].Event;
        Assert.Equal(0, memory.GrowthOf(e));
        Assert.Equal(3, memory.GrowthOf(e with { ResourceVersion = "2", Count = 7 }));
        Assert.All(_host.Journal.GetSeen(), entry => Assert.True(PostedUid.IsPosted(entry.Uid)));
    }

    [Fact]
    public void The_memory_of_what_was_posted_stays_small()
    {
        var memory = new PostedMemory();
        var gone = 0;
        for (var i = 0; i < PostedMemory.Kept + 100; i++)
            gone += memory.Remember(new(PostedUid.KeyOf($"u{i}"), 1, 1, 1)) is { Count: 0 } ? 1 : 0;

        Assert.Equal((PostedMemory.Kept, 100), (memory.Count, gone));
    }
}
