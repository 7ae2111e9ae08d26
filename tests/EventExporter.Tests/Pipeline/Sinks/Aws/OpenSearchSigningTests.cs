using System.Diagnostics.CodeAnalysis;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Aws;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class OpenSearchSigningTests : IAsyncLifetime
{
    private readonly WebhookReceiver _domain = new();

    public Task InitializeAsync() => _domain.StartAsync();

    public Task DisposeAsync() => _domain.DisposeAsync().AsTask();

    [Theory]
    [InlineData("es", "content-type;host;x-amz-date")]
    [InlineData("aoss", "content-type;host;x-amz-content-sha256;x-amz-date")]
    public async Task Requests_to_a_managed_domain_are_signed(string service, string headers)
    {
        // A transport stands in for the network, and with it sample keys for the search of some.
        using var transport = new SocketsHttpHandler();
        var context = SinkUnderTest.Context() with { Transport = transport };
        var options = new OpenSearchOptions { Hosts = [_domain.Address], Compress = false, Aws = new AwsSigningOptions { Region = "eu-central-1", Service = service } };
        await using var sink = ElasticsearchSink.Create(options, context);
        await sink.SendAsync(Some.Items(1), default);
        var authorization = Assert.Single(_domain.Seen).Headers["authorization"];
        Assert.Matches($"^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-central-1/{service}/aws4_request, SignedHeaders={headers}, Signature=[0-9a-f]{{64}}$", authorization);
    }

    [Fact]
    public void A_password_beside_signing_is_a_contradiction_that_is_told()
    {
        var options = new OpenSearchOptions { Hosts = [_domain.Address], Username = "admin", Password = new Secret("x"), Aws = new AwsSigningOptions { Region = "eu-central-1" } };
        var error = Assert.Throws<SinkConfigurationException>(() => ElasticsearchSink.Create(options, SinkUnderTest.Context()));
        Assert.Equal("aws: requests are signed or carry a password, not both", error.Message);
    }
}
