using System.Diagnostics.CodeAnalysis;
using System.Text;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Testing;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Elasticsearch;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class ElasticsearchSinkTests : IAsyncLifetime
{
    private readonly ElasticsearchSimulator _cluster = new();

    public Task InitializeAsync() => _cluster.StartAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_occurrence_is_created_under_its_identity(bool compress)
    {
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address], Compress = compress });
        var outcomes = await sink.SendAsync(Some.Items(3), default);
        Assert.Equal(["test:uid-e1:42", "test:uid-e2:42", "test:uid-e3:42"], outcomes.Select(outcome => outcome.Receipt));
        var document = _cluster.Documents[("kube-events", "test:uid-e1:42")];
        Assert.Equal("2026-01-01T00:01:30Z", (string?)document["@timestamp"]);
        Assert.Equal("BackOff", (string?)document["reason"]);
    }

    [Fact]
    public async Task Sent_twice_is_stored_once_and_delivered_twice()
    {
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address] });
        await sink.SendAsync(Some.Items(3), default);
        var again = await sink.SendAsync(Some.Items(3), default);
        Assert.All(again, outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.Equal((3, 3), (_cluster.Stored, _cluster.Duplicates));
    }

    [Fact]
    public async Task Each_document_of_a_partial_failure_has_its_own_outcome()
    {
        _cluster.ItemFault = id => id switch
        {
            "test:uid-e2:42" => (429, "es_rejected_execution_exception", "queue capacity"),
            "test:uid-e3:42" => (400, "document_parsing_exception", "failed to parse field [count]"),
            "test:uid-e4:42" => (503, "unavailable_shards_exception", "primary shard is not active"),
            "test:uid-e5:42" => (403, "cluster_block_exception", "index read-only / allow delete"),
            _ => null,
        };
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address] });
        var outcomes = await sink.SendAsync(Some.Items(6), default);
        Assert.Equal(
            [OutcomeKind.Delivered, OutcomeKind.Retry, OutcomeKind.Rejected, OutcomeKind.Retry, OutcomeKind.Retry, OutcomeKind.Delivered],
            outcomes.Select(outcome => outcome.Kind));
        Assert.Equal("field count: 400 document_parsing_exception: failed to parse field [count]", outcomes[2].Reason);
        Assert.StartsWith("{\"@timestamp\":", outcomes[2].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_stream_gets_creates_with_a_timestamp()
    {
        _cluster.DataStreams.Add("logs-kubernetes.event-default");
        await using var sink = Create(new ElasticsearchOptions { Hosts = [_cluster.Address], DataStream = "logs-kubernetes.event-default" });
        Assert.All(await sink.SendAsync(Some.Items(2), default), outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.Equal(2, _cluster.Stored);
    }

    [Fact]
    public async Task The_index_is_named_by_the_time_of_the_event()
    {
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address], IndexFormat = "kube-{2006-01-02}-{15}h" });
        await sink.SendAsync(Some.Items(1), default);
        Assert.Equal("kube-2026-01-01-00h", Assert.Single(_cluster.Documents).Key.Index);
    }

    [Fact]
    public async Task With_useEventID_the_document_of_an_event_is_overwritten()
    {
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address], UseEventId = true });
        await sink.SendAsync(Some.Items(1), default);
        var again = await sink.SendAsync(Some.Items(1), default);
        Assert.Equal((OutcomeKind.Delivered, "uid-e1"), (again[0].Kind, again[0].Receipt));
        Assert.Equal((1, 0), (_cluster.Stored, _cluster.Duplicates));
    }

    [Fact]
    public async Task The_answer_is_trimmed_and_the_pipeline_named()
    {
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address], Pipeline = "geo ip" });
        await sink.SendAsync(Some.Items(1), default);
        var query = Assert.Single(_cluster.Queries);
        Assert.Contains("filter_path=", query, StringComparison.Ordinal);
        Assert.Contains("pipeline=geo%20ip", query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiKey key-value", "", "key-value")]
    [InlineData("Basic ZWxhc3RpYzpwYXNz", "elastic", "pass")]
    public async Task Credentials_are_sent(string header, string username, string secret)
    {
        _cluster.Authorization = header;
        var options = username.Length > 0
            ? new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address], Username = username, Password = new Secret(secret) }
            : new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address], ApiKey = new Secret(secret) };
        await using var sink = Create(options);
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
        await using var stranger = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address] });
        Assert.Equal(OutcomeKind.Retry, (await stranger.SendAsync(Some.Items(1), default))[0].Kind);
    }

    [Fact]
    public async Task Credentials_in_the_address_are_sent_and_not_shown()
    {
        _cluster.Authorization = "Basic ZWxhc3RpYzpwYXNz";
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [new UriBuilder(_cluster.Address) { UserName = "elastic", Password = "pass" }.Uri] });
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
    }

    [Fact]
    public async Task Another_host_takes_over_and_the_first_is_used_again_when_it_is_back()
    {
        await using var dead = new ElasticsearchSimulator();
        await dead.StartAsync();
        var gone = dead.Address;
        await dead.StopAsync();
        var time = new ManualTimeProvider(Some.Time);
        var pool = new HostPool([gone, _cluster.Address], time);
        pool.Failed(gone);
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(_cluster.Address, pool.Candidates()[0]));
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Contains(gone, Enumerable.Range(0, 2).Select(_ => pool.Candidates()[0]));

        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [gone, _cluster.Address] });
        for (var i = 0; i < 3; i++)
            Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
    }

    [Fact]
    public async Task Too_large_a_request_is_divided_until_it_fits_and_later_ones_fit_at_once()
    {
        _cluster.MaxContentLength = 4000;
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address] });
        Assert.All(await sink.SendAsync(Some.Items(20), default), outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.Equal((20, 0), (_cluster.Stored, _cluster.Duplicates));
        var refused = _cluster.Requests - _cluster.BulkSizes.Count;
        Assert.True(refused > 0);

        Assert.All(await sink.SendAsync([.. Some.Items(40).Skip(20)], default), outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.Equal((40, refused), (_cluster.Stored, _cluster.Requests - _cluster.BulkSizes.Count));
    }

    [Fact]
    public async Task A_document_that_is_too_large_by_itself_costs_no_other()
    {
        _cluster.MaxContentLength = 4000;
        var large = new DeliveryItem(1, Some.Event("large", new string('x', 5000)));
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address] });
        var outcomes = await sink.SendAsync([.. Some.Items(3), large], default);
        Assert.Equal([OutcomeKind.Delivered, OutcomeKind.Delivered, OutcomeKind.Delivered, OutcomeKind.RefusedTogether], outcomes.Select(outcome => outcome.Kind));
        var alone = (await sink.SendAsync([large], default))[0];
        Assert.Contains("413", alone.Reason, StringComparison.Ordinal);
        Assert.Contains("xxx", alone.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_429_the_rest_of_the_batch_waits_and_requests_are_smaller_for_a_while()
    {
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address] });
        DeliveryItem[] items = [.. Enumerable.Range(1, 60).Select(i => new DeliveryItem(i, Some.Event($"e{i}", new string('x', 10_000))))];
        _cluster.FailNext(429, "{\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"rejected execution of coordinating operation\"},\"status\":429}");
        Assert.All(await sink.SendAsync(items, default), outcome => Assert.Equal(OutcomeKind.Retry, outcome.Kind));

        Assert.All(await sink.SendAsync(items, default), outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.InRange(_cluster.BulkSizes.Count, 2, 4);
        Assert.All(_cluster.BulkSizes, bytes => Assert.InRange(bytes, 1, 400_000));
        _cluster.FailNext(429);
        var requests = _cluster.Requests;
        Assert.All(await sink.SendAsync(items, default), outcome => Assert.Equal(OutcomeKind.Retry, outcome.Kind));
        Assert.Equal(requests + 1, _cluster.Requests);
    }

    [Fact]
    public async Task What_went_through_before_a_node_died_is_not_sent_again()
    {
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address] });
        DeliveryItem[] items = [.. Enumerable.Range(1, 60).Select(i => new DeliveryItem(i, Some.Event($"e{i}", new string('x', 10_000))))];
        _cluster.FailNext(429);
        await sink.SendAsync(items, default);
        _cluster.PassNext();
        _cluster.ResetNext();
        var outcomes = await sink.SendAsync(items, default);
        Assert.Contains(outcomes, outcome => outcome.Kind == OutcomeKind.Delivered);
        Assert.Equal(_cluster.Stored, outcomes.Count(outcome => outcome.Kind == OutcomeKind.Delivered));
        Assert.Equal(60 - _cluster.Stored, outcomes.Count(outcome => outcome.Kind == OutcomeKind.Retry));
    }

    [Theory]
    [InlineData("<html>welcome</html>")]
    [InlineData("{\"errors\":true,\"items\":[]}")]
    [InlineData("{\"errors\":true,\"items\":[{\"create\":")]
    public async Task An_answer_that_is_none_is_tried_again(string answer)
    {
        _cluster.FailNext(200, answer);
        await using var sink = Create(new ElasticsearchOptions { Index = "kube-events", Hosts = [_cluster.Address] });
        Assert.Equal(OutcomeKind.Retry, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
    }

    [Fact]
    public void A_cloud_id_holds_the_address()
    {
        var id = "prod:" + Convert.ToBase64String(Encoding.UTF8.GetBytes("eu-west-1.aws.found.io$abc123$def456"));
        Assert.Equal("https://abc123.eu-west-1.aws.found.io/", CloudId.ToAddress(id).ToString());
        Assert.Throws<SinkConfigurationException>(() => CloudId.ToAddress("prod:???"));
    }

    [Theory]
    [InlineData("kube-events-{2006-01-02}", "kube-events-2026-03-04")]
    [InlineData("{06}.{01}.{02}-events", "26.03.04-events")]
    [InlineData("events-{2006.01.02T15}", "events-2026.03.04t05")]
    [InlineData("it's-{2}", "it's-2")]
    [InlineData("plain", "plain")]
    public void Index_formats_read_go_time_layouts(string format, string expected) =>
        Assert.Equal(expected, IndexName.Parse(format).For(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero)));

    private static ISink Create(ElasticsearchOptions options) => ElasticsearchSink.Create(options, SinkUnderTest.Context());
}
