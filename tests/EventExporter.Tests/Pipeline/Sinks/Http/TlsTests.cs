using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Pipeline.Sinks.Http;
using EventExporter.Pipeline.Sinks.Webhook;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Http;

/// <summary>Receivers against a real TLS server.</summary>
public class TlsTests
{
    /// <summary>What Elasticsearch answers to one created document.</summary>
    private const string Created = """{"errors":false,"items":[{"create":{"status":201}}]}""";

    [Theory]
    [InlineData("webhook")]
    [InlineData("elasticsearch")]
    public async Task A_server_of_an_own_authority_is_trusted_by_its_file_and_not_without(string type)
    {
        await using var server = await TlsServer.StartAsync("127.0.0.1", answer: Created);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(type, server.Address, new TlsOptions()));
        Assert.Contains("SSL", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(type, server.Address, new TlsOptions { CaFile = server.AuthorityFile })).Kind);
        Assert.Single(server.Clients);
    }

    [Theory]
    [InlineData("webhook")]
    [InlineData("elasticsearch")]
    public async Task A_client_certificate_is_shown_to_a_server_that_wants_one(string type)
    {
        await using var server = await TlsServer.StartAsync("127.0.0.1", wantsClientCertificate: true, Created);
        var (certificate, key) = server.ClientFiles("exporter");
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(type, server.Address, new TlsOptions { CaFile = server.AuthorityFile }));
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(type, server.Address, new TlsOptions { CaFile = server.AuthorityFile, CertFile = certificate, KeyFile = key })).Kind);
        Assert.Equal(["CN=exporter"], server.Clients);
    }

    [Theory]
    [InlineData("webhook")]
    [InlineData("elasticsearch")]
    public async Task A_certificate_for_another_name_is_refused_unless_that_name_is_expected(string type)
    {
        await using var server = await TlsServer.StartAsync("events.example.org", answer: Created);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(type, server.Address, new TlsOptions { CaFile = server.AuthorityFile }));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(type, server.Address, new TlsOptions { CaFile = server.AuthorityFile, ServerName = "other.example.org" }));
        Assert.Empty(server.Clients);
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(type, server.Address, new TlsOptions { CaFile = server.AuthorityFile, ServerName = "events.example.org" })).Kind);
    }

    [Theory]
    [InlineData("webhook")]
    [InlineData("elasticsearch")]
    public async Task Through_a_proxy_that_wants_a_password_the_certificate_is_still_the_servers(string type)
    {
        await using var server = await TlsServer.StartAsync("127.0.0.1", answer: Created);
        await using var proxy = await ConnectProxy.StartAsync("user", "pass word");
        var tls = new TlsOptions { CaFile = server.AuthorityFile };
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(type, server.Address, tls, proxy.AddressFor("user", "pass word"))).Kind);
        Assert.Equal([$"CONNECT {server.Address.Authority} HTTP/1.1"], proxy.Tunnels);
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(type, server.Address, tls, proxy.AddressFor("user", "wrong")));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(type, server.Address, new TlsOptions(), proxy.AddressFor("user", "pass word")));
        Assert.Single(server.Clients);
    }

    private static async Task<Outcome> SendAsync(string type, Uri address, TlsOptions tls, Uri? proxy = null)
    {
        await using ISink sink = type == "webhook"
            ? WebhookSink.Create(new WebhookOptions { Endpoint = $"{address}", Tls = tls, Proxy = proxy }, SinkUnderTest.Context())
            : ElasticsearchSink.Create(new ElasticsearchOptions { Hosts = [address], Tls = tls, Proxy = proxy }, SinkUnderTest.Context());
        return (await sink.SendAsync(Some.Items(1), default))[0];
    }
}
