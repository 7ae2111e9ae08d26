using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Aws;
using EventExporter.Pipeline.Sinks.Kinesis;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Kinesis;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class RecordSinkTests : IAsyncLifetime
{
    private readonly KinesisSimulator _service = new(SinkUnderTest.Secret);
    private readonly FixedCredentials _credentials = new("AKID", SinkUnderTest.Secret);

    public Task InitializeAsync() => _service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Fact]
    public async Task Records_are_put_under_the_uid_of_their_object_and_say_where_they_are()
    {
        await using var sink = Kinesis();
        var outcomes = await sink.SendAsync(Some.Items(3), default);
        Assert.Equal(["shardId-000000000000:1", "shardId-000000000000:2", "shardId-000000000000:3"], outcomes.Select(outcome => outcome.Receipt));
        Assert.Equal(["pod-e1", "pod-e2", "pod-e3"], _service.Accepted.Select(record => record.Key));
        Assert.Equal("BackOff", (string?)JsonNode.Parse(_service.Accepted[0].Data)!["reason"]);
    }

    [Fact]
    public async Task Firehose_gets_a_line_an_event()
    {
        await using var sink = RecordSink.Create(new FirehoseOptions { DeliveryStreamName = "events", Region = "eu-central-1", Endpoint = _service.Address }, SinkUnderTest.Context(), _credentials);
        var outcomes = await sink.SendAsync(Some.Items(2), default);
        Assert.Equal(["1", "2"], outcomes.Select(outcome => outcome.Receipt));
        Assert.All(_service.Accepted, record => Assert.EndsWith("}\n", record.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_was_not_accepted_is_to_be_sent_again()
    {
        _service.RecordFault = static (index, _) => index switch { 1 => "ProvisionedThroughputExceededException", 2 => "InternalFailure", _ => null };
        await using var sink = Kinesis();
        var outcomes = await sink.SendAsync(Some.Items(4), default);
        Assert.Equal([OutcomeKind.Delivered, OutcomeKind.Retry, OutcomeKind.Retry, OutcomeKind.Delivered], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal("ProvisionedThroughputExceededException: Rate exceeded for shard shardId-000000000000", outcomes[1].Reason);
    }

    [Fact]
    public async Task Nothing_of_an_object_overtakes_in_a_later_request_what_failed_in_an_earlier()
    {
        _service.RecordFault = static (_, data) => data.Contains("\"n-1\"", StringComparison.Ordinal) ? "ProvisionedThroughputExceededException" : null;
        DeliveryItem[] items = [.. Enumerable.Range(1, 501).Select(i => new DeliveryItem(i, Some.Event(i % 500 == 1 ? "same" : $"e{i}", $"n-{i}")))];
        await using var sink = Kinesis();
        var outcomes = await sink.SendAsync(items, default);
        Assert.Equal((OutcomeKind.Retry, OutcomeKind.Retry), (outcomes[0].Kind, outcomes[500].Kind));
        Assert.Equal(499, outcomes.Count(outcome => outcome.Kind == OutcomeKind.Delivered));
        Assert.Equal([500], _service.Batches);
    }

    [Fact]
    public async Task Requests_keep_to_the_size_that_the_service_takes()
    {
        DeliveryItem[] items = [.. Enumerable.Range(1, 12).Select(i => new DeliveryItem(i, Some.Event($"e{i}", new string('x', 900_000))))];
        await using var sink = Kinesis();
        Assert.All(await sink.SendAsync(items, default), outcome => Assert.Equal(OutcomeKind.Delivered, outcome.Kind));
        Assert.Equal([5, 5, 2], _service.Batches);
        Assert.Equal(items.Select(item => item.Event.Event.InvolvedObject.Uid), _service.Accepted.Select(record => record.Key));
    }

    [Fact]
    public async Task A_record_that_is_too_large_is_refused_before_it_is_sent_and_costs_no_other()
    {
        await using var sink = Kinesis();
        var outcomes = await sink.SendAsync([new DeliveryItem(1, Some.Event("big", new string('x', 1024 * 1024))), .. Some.Items(1)], default);
        Assert.Equal([OutcomeKind.Rejected, OutcomeKind.Delivered], outcomes.Select(outcome => outcome.Kind));
        Assert.Matches("^the record has [0-9]+ bytes, kinesis takes at most 1048576", outcomes[0].Reason);
        Assert.EndsWith("(cut)", outcomes[0].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_credentials_are_fetched_anew_once()
    {
        _service.ExpiredTokens.Add("session-token-0");
        await using var sink = Kinesis();
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
        Assert.Equal((1, 2), (_credentials.Generation, _service.Requests));

        _service.ExpiredTokens.UnionWith(["session-token-1", "session-token-2", "session-token-3"]);
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal((OutcomeKind.Retry, 4), (outcome.Kind, _service.Requests));
        Assert.Contains("ExpiredTokenException", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_missing_is_asked_for_slowly_until_somebody_makes_it()
    {
        _service.Stream = "other";
        await using var sink = Kinesis();
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(30)), (outcome.Kind, outcome.After));
        Assert.Equal("HTTP 400 Bad Request: ResourceNotFoundException: Stream under account 123456789012 not found.", outcome.Reason);
    }

    [Theory]
    [InlineData(400, "ThrottlingException", OutcomeKind.Retry, 0)]
    [InlineData(400, "com.amazonaws.kinesis.v20131202#LimitExceededException", OutcomeKind.Retry, 0)]
    [InlineData(400, "AccessDeniedException", OutcomeKind.Retry, 30)]
    [InlineData(403, "MissingAuthenticationTokenException", OutcomeKind.Retry, 30)]
    [InlineData(400, "KMSDisabledException", OutcomeKind.Retry, 30)]
    [InlineData(400, "ValidationException", OutcomeKind.RefusedTogether, 0)]
    [InlineData(400, "SerializationException", OutcomeKind.RefusedTogether, 0)]
    [InlineData(500, "InternalFailure", OutcomeKind.Retry, 0)]
    [InlineData(503, "ServiceUnavailable", OutcomeKind.Retry, 0)]
    [InlineData(404, "", OutcomeKind.Retry, 0)]
    internal async Task An_error_of_the_whole_request_means_by_its_name(int status, string type, OutcomeKind kind, int seconds)
    {
        await using var sink = Kinesis();
        _service.FailNext(status, $$"""{"__type":"{{type}}","Message":"so it is"}""");
        var outcomes = await sink.SendAsync(Some.Items(2), default);
        Assert.All(outcomes, outcome => Assert.Equal((kind, seconds), (outcome.Kind, (int)(outcome.After ?? TimeSpan.Zero).TotalSeconds)));
        Assert.EndsWith("so it is", outcomes[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rest_of_a_batch_is_not_tried_where_the_service_refuses_all()
    {
        await using var sink = Kinesis();
        _service.FailNext(400, """{"__type":"ThrottlingException"}""");
        Assert.All(await sink.SendAsync(Some.Items(1200), default), outcome => Assert.Equal(OutcomeKind.Retry, outcome.Kind));
        Assert.Equal(1, _service.Requests);
    }

    [Fact]
    public async Task A_wrong_signature_shows_no_secret()
    {
        await using var sink = RecordSink.Create(Options(), SinkUnderTest.Context(), new FixedCredentials("AKID", "another-secret-key"));
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal(OutcomeKind.Retry, outcome.Kind);
        Assert.EndsWith("x-amz-security-token:***", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_credentials_are_one_message()
    {
        await using var sink = RecordSink.Create(Options(), SinkUnderTest.Context(), new NoCredentials());
        var outcomes = await sink.SendAsync(Some.Items(2), default);
        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Retry("no AWS credentials", TimeSpan.FromSeconds(30)), outcome));
        Assert.Equal(0, _service.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_none_is_tried_again()
    {
        await using var sink = Kinesis();
        _service.FailNext(200, "<html>proxy</html>");
        Assert.StartsWith("the answer is none of Kinesis_20131202.PutRecords", (await sink.SendAsync(Some.Items(1), default))[0].Reason, StringComparison.Ordinal);
        _service.FailNext(200, """{"FailedRecordCount":0,"Records":[]}""");
        Assert.Equal(OutcomeKind.Retry, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
    }

    [Theory]
    [InlineData("", "pod-e1")]
    [InlineData("{{ namespace }}", "shop")]
    [InlineData("{{ related.name }}", "pod-e1")]
    public async Task The_partition_key_is_the_template_or_the_object(string template, string key)
    {
        await using var sink = RecordSink.Create(Options(template), SinkUnderTest.Context(), _credentials);
        await sink.SendAsync(Some.Items(1), default);
        Assert.Equal(key, Assert.Single(_service.Accepted).Key);
    }

    [Fact]
    public async Task Without_a_uid_the_object_is_its_name_and_a_long_key_is_hashed()
    {
        var unnamed = Some.Event("e1");
        var observed = unnamed.Event with { InvolvedObject = new ObjectReference { Kind = "Node", Name = "node-1" } };
        await using var sink = Kinesis();
        await sink.SendAsync([new DeliveryItem(1, unnamed with { Enriched = unnamed.Enriched with { Event = observed } })], default);
        Assert.Equal("/Node/node-1", _service.Accepted[0].Key);

        await using var wordy = RecordSink.Create(Options("{{ message }}{{ message }}{{ message }}{{ message }}{{ message }}{{ message }}{{ message }}{{ message }}"), SinkUnderTest.Context(), _credentials);
        await wordy.SendAsync(Some.Items(1), default);
        Assert.Matches("^[0-9a-f]{64}$", _service.Accepted[1].Key);
    }

    [Theory]
    [InlineData("no spaces", "eu-central-1", "", "'no spaces' is no name of a stream")]
    [InlineData("events", "not a region", "", "region: 'not a region'")]
    [InlineData("events", "eu-central-1", "my-role", "assumeRoleArn: 'my-role' is no ARN")]
    public void Options_that_cannot_work_are_told(string stream, string region, string role, string expected)
    {
        var options = new KinesisOptions { StreamName = stream, Region = region, AssumeRoleArn = role };
        Assert.Contains(expected, Assert.Throws<SinkConfigurationException>(() => RecordSink.Create(options, SinkUnderTest.Context())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-central-1", "https://kinesis.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://kinesis.cn-north-1.amazonaws.com.cn/")]
    public async Task The_address_is_the_one_of_the_region(string region, string address)
    {
        await using var sink = RecordSink.Create(new KinesisOptions { StreamName = "events", Region = region }, SinkUnderTest.Context());
        Assert.Equal(address, Assert.Single(sink.AddressesFor(Some.Event())).AbsoluteUri);
    }

    private RecordSink Kinesis() => RecordSink.Create(Options(), SinkUnderTest.Context(), _credentials);

    private KinesisOptions Options(string partitionKey = "") => new() { StreamName = "events", Region = "eu-central-1", Endpoint = _service.Address, PartitionKey = partitionKey };

    private sealed class NoCredentials : IAwsCredentials
    {
        public ValueTask<AwsKeys> GetAsync(CancellationToken cancellation) => throw new AwsCredentialsException("no AWS credentials");

        public void Forget()
        {
        }
    }
}
