using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventExporter.Cli;
using EventExporter.Cli.Testing;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Pipeline.Sinks.Http;
using EventExporter.Pipeline.Sinks.Kinesis;
using EventExporter.Pipeline.Sinks.Opsgenie;
using EventExporter.Pipeline.Sinks.Slack;
using EventExporter.Pipeline.Sinks.Webhook;
using EventExporter.Testing.Simulators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace EventExporter.Tests.Cli.Testing;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class ReceiverTestTests : IAsyncLifetime
{
    private const string Secret = "s3cr3t-t0ken-value";

    private readonly WebhookReceiver _service = new();

    public Task InitializeAsync() => _service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Fact]
    public async Task Each_step_of_a_delivery_is_told_and_the_event_says_that_it_is_a_test()
    {
        var (code, lines) = await TestAsync("webhook", new WebhookOptions { Endpoint = $"{_service.Address}", BearerToken = new Secret(Secret) });
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal("receiver out (webhook)", lines[0]);
        Assert.Equal("✓ address      127.0.0.1 is 127.0.0.1", lines[1]);
        Assert.Matches($"^✓ connection   127.0.0.1:{_service.Address.Port} in [0-9]+ ms$", lines[2]);
        Assert.Equal(["✓ credentials  accepted", "✓ permission   to send", "✓ delivered    the test event, reason EventExporterTest"], lines[3..]);
        Assert.Contains("\"This is a test of receiver 'out'. Nothing happened in the cluster.\"", Assert.Single(_service.Accepted).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_are_not_accepted_are_a_step_of_their_own_and_not_shown()
    {
        _service.FailNext(401, $"bad token {Secret}");
        var (code, lines) = await TestAsync("webhook", new WebhookOptions { Endpoint = $"{_service.Address}", BearerToken = new Secret(Secret) });
        Assert.Equal(ExitCode.Failure, code);
        Assert.Equal(
            ["✗ credentials  there are none, or they are not accepted", "✗ delivered    HTTP 401 Unauthorized: bad token *** (an event would be sent again until it is accepted)"], lines[3..]);
    }

    [Fact]
    public async Task A_permission_that_is_missing_is_told_apart_from_credentials()
    {
        _service.FailNext(403, "action unauthorized");
        var (_, lines) = await TestAsync("webhook", new WebhookOptions { Endpoint = $"{_service.Address}", BearerToken = new Secret(Secret) });
        Assert.Equal(["✓ credentials  accepted", "✗ permission   they may not send there"], lines[3..5]);
    }

    [Fact]
    public async Task A_slack_bot_is_told_where_it_stands_step_by_step()
    {
        await using var slack = new SlackSimulator(TimeProvider.System);
        await slack.StartAsync();
        var options = new SlackOptions { Url = new Uri(slack.Address, "api/"), Token = new Secret(slack.Token), Channel = "#alerts" };
        var (code, lines) = await TestAsync("slack", options);
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal(["✓ credentials  accepted", "✓ permission   to send", "✓ delivered    the test event, reason EventExporterTest"], lines[3..6]);
        Assert.Equal($"✓ receipt      C1:{slack.Messages[0].Timestamp}", lines[6]);

        (_, lines) = await TestAsync("slack", options with { Channel = "#nowhere" });
        Assert.Equal(["✓ credentials  accepted", "✗ permission   they may not send there"], lines[3..5]);
        Assert.Contains("channel_not_found, channel #nowhere (check the name; for a private channel invite the bot)", lines[5], StringComparison.Ordinal);
        (_, lines) = await TestAsync("slack", options with { Token = new Secret("xoxb-wrong-one") });
        Assert.Equal("✗ credentials  there are none, or they are not accepted", lines[3]);
    }

    [Fact]
    public async Task An_alert_is_told_with_its_address_and_its_id()
    {
        await using var opsgenie = new OpsgenieSimulator();
        await opsgenie.StartAsync();
        var (code, lines) = await TestAsync("opsgenie", new OpsgenieOptions { Url = $"{opsgenie.Address}", ApiKey = new Secret(opsgenie.Key) });
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal("✓ address      127.0.0.1 is 127.0.0.1", lines[1]);
        Assert.Equal(["✓ credentials  accepted", "✓ permission   to send", "✓ delivered    the test event, reason EventExporterTest", $"✓ receipt      {opsgenie.Alerts[0].Id}"], lines[3..]);
    }

    [Fact]
    public async Task A_service_that_is_not_there_fails_at_the_connection()
    {
        await _service.StopAsync();
        var (code, lines) = await TestAsync("elasticsearch", new ElasticsearchOptions { Hosts = [_service.Address] });
        Assert.Equal(ExitCode.Failure, code);
        Assert.StartsWith($"✗ connection   port {_service.Address.Port}: ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("✗ delivered    ", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_shown_with_the_way_out()
    {
        using var certificate = SelfSigned();
        await using var server = await ServeTlsAsync(certificate);
        var address = new Uri(server.Urls.First());
        var (code, lines) = await TestAsync("webhook", new WebhookOptions { Endpoint = $"{address}" });
        Assert.Equal(ExitCode.Failure, code);
        Assert.Matches("^✗ tls          TLS 1\\.[23], CN=events, issued by CN=events, valid until 20[0-9-]+ \\([0-9]+ days\\): .*tls.caFile names the authority to trust$", lines[3]);

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        (code, lines) = await TestAsync("webhook", new WebhookOptions { Endpoint = $"{address}", Tls = new TlsOptions { CaFile = file } });
        File.Delete(file);
        Assert.Equal(ExitCode.Success, code);
        Assert.StartsWith("✓ tls ", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_without_an_address_is_tested_by_delivering()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jsonl");
        var (code, lines) = await TestAsync("file", new EventExporter.Pipeline.Sinks.Files.FileSinkOptions { Path = path });
        Assert.Equal((ExitCode.Success, 1), (code, File.ReadAllLines(path).Length));
        Assert.Equal(["receiver out (file)", "✓ delivered    the test event, reason EventExporterTest"], lines);
        File.Delete(path);
    }

    [Fact]
    public async Task Options_that_only_the_sink_can_judge_are_told()
    {
        var error = await Assert.ThrowsAsync<UserError>(() => TestAsync("kinesis", new KinesisOptions { StreamName = "a b", Region = "eu-central-1" }));
        Assert.Equal((ExitCode.Usage, "kinesis (out): 'a b' is no name of a stream (letters, digits, '_', '.' and '-', at most 128)"), (error.ExitCode, error.Message));
    }

    [Fact]
    public async Task A_receiver_that_is_not_configured_is_answered_with_the_nearest()
    {
        var error = await Assert.ThrowsAsync<UserError>(() => TestAsync("webhook", new WebhookOptions { Endpoint = $"{_service.Address}" }, asked: "oud"));
        Assert.Equal("event-exporter: there is no receiver 'oud' (did you mean 'out'?)", error.Message);
    }

    private static async Task<(int Code, string[] Lines)> TestAsync(string type, object options, string asked = "out")
    {
        var configuration = new ExporterConfiguration { Receivers = [new ReceiverConfig { Name = "out", Type = type, Options = options }] };
        var output = new StringWriter();
        var code = await ReceiverTest.RunAsync(configuration, asked, output, TimeProvider.System, CancellationToken.None);
        return (code, output.ToString().TrimEnd().Split(Environment.NewLine));
    }

    private static async Task<WebApplication> ServeTlsAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.Run(static _ => Task.CompletedTask);
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=events", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
