using System.Diagnostics.CodeAnalysis;
using EventExporter.EndToEnd.Support;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Sinks.Kinesis;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>
/// Every receiver of <c>examples/receivers</c> as it stands there, with secrets filled in and addresses of strict stand-ins in place of the
/// services': <c>test receiver</c> goes through each step and the service has the event.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync disposes.")]
public sealed class ReceiverExamplesStory : Story
{
    private readonly SlackSimulator _slack = new(TimeProvider.System);
    private readonly OpsgenieSimulator _opsgenie = new();
    private readonly TokenServer _tokens = new() { ClientId = "event-exporter", ClientSecret = "client-secret-1" };
    private readonly KinesisSimulator _kinesis = new("secret") { Stream = "applicationMetric", Region = "us-west-2" };
    private readonly KinesisSimulator _firehose = new("secret") { Stream = "kube-events" };

    private HttpSimulator[] Services => [_slack, _opsgenie, _tokens, _kinesis, _firehose];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var service in Services)
            await service.StartAsync();
    }

    public override async Task DisposeAsync()
    {
        foreach (var service in Services)
            await service.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Elasticsearch_knows_the_key_and_says_what_it_permits()
    {
        Elasticsearch.Authorization = "ApiKey key-of-elasticsearch";
        await PassesAsync("elasticsearch.yaml", "search");
        Assert.Equal("logs-kubernetes.event-default", Assert.Single(Elasticsearch.Documents).Key.Index);

        Elasticsearch.Lacking.Add("create_doc");
        Assert.Contains("✗ permission ", await TestAsync("elasticsearch.yaml", "search", exitCode: 1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("self-hosted")]
    [InlineData("managed")]
    public async Task OpenSearch_gets_it_with_a_password_or_a_signature(string receiver)
    {
        Elasticsearch.IsOpenSearch = true;
        Assert.Contains("✓ delivered ", await TestAsync("opensearch.yaml", receiver), StringComparison.Ordinal);
        Assert.Single(Elasticsearch.Documents);
    }

    [Fact]
    public async Task Kinesis_and_Firehose_find_their_credentials_in_the_environment()
    {
        await PassesAsync("kinesis.yaml", "appMetric");
        Assert.Contains("\"eventType\":\"kubeevent\"", Assert.Single(_kinesis.Accepted).Data, StringComparison.Ordinal);
        await PassesAsync("firehose.yaml", "archive");
        Assert.Single(_firehose.Accepted);

        _kinesis.Stream = "another";
        Assert.Contains("Stream under account 123456789012 not found", await TestAsync("kinesis.yaml", "appMetric", exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_has_a_message_in_the_channel_that_is_written_and_in_the_one_that_a_label_names()
    {
        _slack.Channels["#shop"] = "C-shop";
        await PassesAsync("slack.yaml", "alerts");
        await PassesAsync("slack.yaml", "teams", "--label", "slack=shop");
        Assert.Equal(["C1", "C-shop"], _slack.Messages.Select(static message => message.Channel));

        // Without the label the template makes no channel that there is.
        Assert.Contains("channel_not_found", await TestAsync("slack.yaml", "teams", exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opsgenie_has_an_alert_and_takes_the_request_to_close()
    {
        await PassesAsync("opsgenie.yaml", "on-call");
        Assert.Equal(["kubernetes", "Pod", "default"], Assert.Single(_opsgenie.Alerts).Body["tags"]!.AsArray().Select(static tag => (string?)tag));
        Assert.Contains("✓ delivered ", await TestAsync("opsgenie.yaml", "recovered"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_are_signed_or_carry_a_token_and_do_not_go_where_an_event_sends_them()
    {
        Webhook.SigningKey = System.Text.Encoding.UTF8.GetBytes("the-old-secret");
        await PassesAsync("webhook.yaml", "signed");
        Assert.Equal("default", Assert.Single(Webhook.Accepted).Headers["x-namespace"]);
        Webhook.SigningKey = null;
        await PassesAsync("webhook.yaml", "partner");
        Assert.Equal(("application/cloudevents-batch+json", $"Bearer {_tokens.Tokens[0]}"), (Webhook.Accepted[1].Headers["content-type"], Webhook.Accepted[1].Headers["authorization"]));

        var told = await TestAsync("webhook.yaml", "teams", exitCode: 1, "--annotation", $"example.org/hook={Webhook.Address}");
        Assert.Contains("127.0.0.1 is private, where this receiver may not send", told, StringComparison.Ordinal);
        Assert.Equal(2, Webhook.Accepted.Count);
    }

    private async Task PassesAsync(string example, string receiver, params string[] more)
    {
        var told = await TestAsync(example, receiver, exitCode: 0, more);
        foreach (var step in new[] { "address", "connection", "credentials", "permission", "delivered" })
            Assert.Contains($"✓ {step} ", told, StringComparison.Ordinal);
        Assert.DoesNotContain('✗', told);
    }

    private async Task<string> TestAsync(string example, string receiver, int exitCode = 0, params string[] more)
    {
        await using var program = ExporterProcess.Start(["test", "receiver", receiver, "--config", Workspace.Write(example, Here(example)), .. more], environment: Environment());
        var result = await program.EndAsync();
        Assert.True(result.ExitCode == exitCode, $"{example} {receiver}: {result.ExitCode}\n{result.Output}\n{result.Errors}");
        foreach (var secret in new[] { "key-of-elasticsearch", "password-1", _slack.Token, _opsgenie.Key, "the-old-secret", "the-new-secret", "client-secret-1", "token-1-of-many" })
            Assert.DoesNotContain(secret, result.Output, StringComparison.Ordinal);
        return result.Output;
    }

    /// <summary>The example with nothing changed but where its services are.</summary>
    private string Here(string example)
    {
        var text = File.ReadAllText(Repository.Example(Path.Combine("receivers", example)));
        (string Written, string Address)[] places =
        [
            ("https://elasticsearch-0.elastic:9200", $"{Elasticsearch.Address}"), ("https://elasticsearch-1.elastic:9200", $"{Elasticsearch.Address}"),
            ("https://opensearch:9200", $"{Elasticsearch.Address}"), ("https://search-events-abc123.eu-central-1.es.amazonaws.com", $"{Elasticsearch.Address}"),
            ("https://example.org/events", $"{Webhook.Address}"), ("https://partner.example.org/events", $"{Webhook.Address}"),
            ("https://login.example.org/oauth2/token", $"{_tokens.Address}"), ("      region: eu\n", $"      url: {_opsgenie.Address}\n"),
            ("      token: ${SLACK_TOKEN", $"      url: {_slack.Address}api/\n      token: ${{SLACK_TOKEN"), ("      tls:\n        caFile: /etc/ssl/certs/ca-certificates.crt\n", ""),
        ];
        return places.Aggregate(text, static (changed, place) => changed.Replace(place.Written, place.Address, StringComparison.Ordinal));
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["ELASTICSEARCH_API_KEY"] = "key-of-elasticsearch",
        ["OPENSEARCH_PASSWORD"] = "password-1",
        ["SLACK_TOKEN"] = _slack.Token,
        ["OPSGENIE_API_KEY"] = _opsgenie.Key,
        ["WEBHOOK_SECRET"] = "the-old-secret",
        ["NEW_WEBHOOK_SECRET"] = "the-new-secret",
        ["CLIENT_SECRET"] = "client-secret-1",
        ["AWS_ACCESS_KEY_ID"] = "AKID",
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["AWS_ENDPOINT_URL_KINESIS"] = $"{_kinesis.Address}",
        ["AWS_ENDPOINT_URL_FIREHOSE"] = $"{_firehose.Address}",
    };
}
