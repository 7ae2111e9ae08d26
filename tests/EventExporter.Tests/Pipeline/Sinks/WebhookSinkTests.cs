using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Webhook;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class WebhookSinkTests : IAsyncLifetime
{
    private readonly WebhookReceiver _service = new();

    public Task InitializeAsync() => _service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Fact]
    public async Task An_event_is_posted_as_json()
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}", Headers = Headers(("X-Team", "ops")) });
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
        var request = Assert.Single(_service.Accepted);
        Assert.Equal(("POST", "application/json", "ops", "test:uid-e1:42"), (request.Method, request.Headers["content-type"], request.Headers["x-team"], request.Headers["webhook-id"]));
        Assert.Equal("BackOff", (string?)JsonNode.Parse(request.Body)!["reason"]);
    }

    [Fact]
    public async Task A_header_made_of_an_event_is_sent_whatever_the_event_says()
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}", Headers = Headers(("X-Message", "{{ message }}")) });
        var plain = Some.Event();
        var strange = plain with { Enriched = plain.Enriched with { Event = plain.Event with { Message = "größer\r\nX-Evil: 1" } } };
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync([new DeliveryItem(1, strange)], default))[0].Kind);
        var headers = Assert.Single(_service.Accepted).Headers;
        Assert.Equal("größer  X-Evil: 1", headers["x-message"]);
        Assert.DoesNotContain("x-evil", headers.Keys);
    }

    [Theory]
    [InlineData("eu.prod", "^eu_prod:uid-e1:42$")]
    [InlineData("Köln 1", "^id_[0-9a-f]{32}$")]
    public async Task The_id_has_no_full_stop_and_nothing_that_a_header_cannot_carry(string cluster, string id)
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}" });
        var item = Some.Items(1)[0];
        var named = item with { Event = item.Event with { Enriched = item.Event.Enriched with { Event = item.Event.Event with { Cluster = cluster } } } };
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync([named], default))[0].Kind);
        Assert.Matches(id, Assert.Single(_service.Accepted).Headers["webhook-id"]);
    }

    [Theory]
    [InlineData("array")]
    [InlineData("ndjson")]
    [InlineData("single")]
    public async Task All_formats_carry_all_events_in_order(string format)
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}", Format = Enum.Parse<WebhookFormat>(format, ignoreCase: true) });
        var outcomes = await sink.SendAsync(Some.Items(3), default);
        Assert.Equal(3, outcomes.Count(outcome => outcome.Kind == OutcomeKind.Delivered));
        var documents = _service.Accepted.SelectMany(request => format == "array" ? JsonNode.Parse(request.Body)!.AsArray() : request.Body.Trim('\n').Split('\n').Select(line => JsonNode.Parse(line)));
        Assert.Equal(["e1", "e2", "e3"], documents.Select(document => (string?)document!["involvedObject"]!["name"]));
    }

    [Fact]
    public async Task A_content_type_of_ones_own_replaces_the_usual_one()
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}", Headers = Headers(("content-type", "application/vnd.team+json")) });
        await sink.SendAsync(Some.Items(1), default);
        Assert.Equal("application/vnd.team+json", Assert.Single(_service.Accepted).Headers["content-type"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signatures_hold_for_the_old_and_the_new_secret(bool compress)
    {
        var old = Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef");
        await using var sink = Create(new WebhookOptions
        {
            Endpoint = $"{_service.Address}",
            Compress = compress,
            Signing = new SigningOptions { Secrets = [new Secret("plain new secret"), new Secret("whsec_" + Convert.ToBase64String(old))] },
        });
        foreach (var key in new[] { old, Encoding.UTF8.GetBytes("plain new secret") })
        {
            _service.SigningKey = key;
            Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
        }

        _service.SigningKey = Encoding.UTF8.GetBytes("another");
        Assert.Equal(OutcomeKind.Retry, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
    }

    [Theory]
    [InlineData("single")]
    [InlineData("array")]
    public async Task The_id_is_the_same_when_the_same_is_sent_again(string format)
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}", Format = Enum.Parse<WebhookFormat>(format, ignoreCase: true) });
        _service.FailNext(503);
        await sink.SendAsync(Some.Items(1), default);
        await sink.SendAsync(Some.Items(1), default);
        await sink.SendAsync(Some.Items(2), default);
        await sink.SendAsync(Some.Items(2), default);
        var ids = _service.Accepted.Select(request => request.Headers["webhook-id"]).ToList();
        Assert.Equal("test:uid-e1:42", ids[0]);
        Assert.Equal(2, ids.Skip(1).Distinct().Count() + (format == "array" ? 1 : 0));
    }

    [Fact]
    public async Task Binary_cloud_events_have_their_attributes_in_headers()
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}", CloudEvents = CloudEventsMode.Binary });
        await sink.SendAsync(Some.Items(1), default);
        var headers = Assert.Single(_service.Accepted).Headers;
        Assert.Equal(
            ("1.0", "test:uid-e1:42", "/clusters/test/namespaces/shop", "io.kubernetes.event", "Pod/e1", "2026-01-01T00:01:30Z", "application/json"),
            (headers["ce-specversion"], headers["ce-id"], headers["ce-source"], headers["ce-type"], headers["ce-subject"], headers["ce-time"], headers["content-type"]));
    }

    [Theory]
    [InlineData("structured", "application/cloudevents+json", 2)]
    [InlineData("batch", "application/cloudevents-batch+json", 1)]
    public async Task Cloud_events_in_envelopes_carry_the_document_as_data(string mode, string type, int requests)
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}", CloudEvents = Enum.Parse<CloudEventsMode>(mode, ignoreCase: true) });
        Assert.All(await sink.SendAsync(Some.Items(2), default), outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.Equal(requests, _service.Accepted.Count);
        Assert.All(_service.Accepted, request => Assert.Equal(type, request.Headers["content-type"]));
        var envelope = JsonNode.Parse(_service.Accepted[0].Body);
        envelope = mode == "batch" ? envelope![0] : envelope;
        Assert.Equal("BackOff", (string?)envelope!["data"]!["reason"]);
    }

    [Fact]
    public async Task Gone_is_a_farewell()
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}" });
        _service.FailNext(410, "unsubscribed");
        Assert.Equal(OutcomeKind.Unsubscribed, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
    }

    [Fact]
    public async Task A_missing_place_rejects_with_the_payload()
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}" });
        _service.FailNext(404, "no such hook");
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal((OutcomeKind.Rejected, "HTTP 404 Not Found: no such hook"), (outcome.Kind, outcome.Reason));
        Assert.Contains("BackOff", outcome.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failure_the_rest_of_single_requests_is_not_tried()
    {
        await using var sink = Create(new WebhookOptions { Endpoint = $"{_service.Address}" });
        _service.Verdict = body => body.Contains("\"e2\"", StringComparison.Ordinal) ? 503 : null;
        var outcomes = await sink.SendAsync(Some.Items(4), default);
        Assert.Equal([OutcomeKind.Delivered, OutcomeKind.Retry, OutcomeKind.Retry, OutcomeKind.Retry], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(2, _service.Requests);
    }

    [Fact]
    public async Task A_timeout_of_its_own_ends_a_request()
    {
        await using var sink = WebhookSink.Create(new WebhookOptions { Endpoint = $"{_service.Address}", Timeout = TimeSpan.FromMilliseconds(100) }, SinkUnderTest.Context(TimeProvider.System));
        _service.HangNext();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sink.SendAsync(Some.Items(1), default).WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static ISink Create(WebhookOptions options) => WebhookSink.Create(options, SinkUnderTest.Context());

    private static Dictionary<string, Secret> Headers(params (string Name, string Value)[] headers) => headers.ToDictionary(header => header.Name, header => new Secret(header.Value));
}
