using System.Diagnostics.CodeAnalysis;
using System.Net;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Http;
using EventExporter.Pipeline.Sinks.Webhook;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Webhook;

/// <summary>Events may choose the host of a request only among public addresses.</summary>
[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class WebhookGuardTests : IAsyncLifetime
{
    private readonly WebhookReceiver _service = new();

    public Task InitializeAsync() => _service.StartAsync();

    public Task DisposeAsync() => _service.DisposeAsync().AsTask();

    [Theory]
    [InlineData("http://{{ '127.0.0.1' }}:PORT/", null)]
    [InlineData("http://{{ 'localhost' }}:PORT/", null)]
    [InlineData("http://127.0.0.{{ 1 }}:PORT/", null)]
    [InlineData("http://{{ '127.1' }}:PORT/", null)]
    [InlineData("http://{{ '0x7f000001' }}:PORT/", null)]
    [InlineData("http://{{ '[::1]' }}:PORT/", null)]
    [InlineData("http://{{ '[::ffff:127.0.0.1]' }}:PORT/", null)]
    [InlineData("http://127.0.0.1:PORT", false)]
    [InlineData("{{ 'http://127.0.0.1:PORT/x' }}", null)]
    public async Task A_private_address_that_an_event_chose_gets_no_request(string endpoint, bool? allowed)
    {
        var outcome = await SendAsync(endpoint, allowed);
        Assert.Equal(OutcomeKind.Rejected, outcome.Kind);
        Assert.Contains("where this receiver may not send", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _service.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:PORT", null)]
    [InlineData("http://localhost:PORT/{{ namespace }}", null)]
    [InlineData("http://localhost:PORT?ns={{ namespace }}", null)]
    [InlineData("http://{{ 'localhost' }}:PORT/", true)]
    public async Task A_host_that_is_written_may_be_private(string endpoint, bool? allowed)
    {
        Assert.Equal(OutcomeKind.Delivered, (await SendAsync(endpoint, allowed)).Kind);
        Assert.Equal(1, _service.Requests);
    }

    [Fact]
    public async Task A_name_that_stands_for_one_private_address_among_public_ones_is_refused()
    {
        var connection = new PublicConnection((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.1"), IPAddress.Parse("169.254.169.254")]));
        var refused = await Assert.ThrowsAsync<AddressRefusedException>(async () => await connection.OpenAsync(new DnsEndPoint("metadata.example.org", 80), default));
        Assert.Contains("metadata.example.org is 169.254.169.254, which is private", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[fe80::1]:8080/")]
    public async Task Not_even_a_host_that_is_written_may_be_a_metadata_service_unless_it_is_allowed(string endpoint)
    {
        await using var sink = WebhookSink.Create(new WebhookOptions { Endpoint = endpoint }, SinkUnderTest.Context());
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal(OutcomeKind.Rejected, outcome.Kind);
        Assert.Contains("is link-local or of a cloud's metadata service, where this receiver may not send", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_written_name_that_begins_to_stand_for_a_metadata_service_is_refused_while_private_ones_are_not()
    {
        var answers = new Queue<string>(["127.0.0.1", "169.254.169.254"]);
        var connection = new PublicConnection((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(answers.Dequeue())]), allowsPrivate: true);
        var place = new DnsEndPoint("hooks.example.org", _service.Address.Port);
        await (await connection.OpenAsync(place, default)).DisposeAsync();
        await Assert.ThrowsAsync<AddressRefusedException>(async () => await connection.OpenAsync(place, default));
    }

    [Fact]
    public async Task Each_connection_looks_anew()
    {
        var answers = new Queue<string>(["192.0.2.1", "10.0.0.1"]);
        using var cancelled = new CancellationTokenSource();
        var connection = new PublicConnection((_, _) =>
        {
            var answer = IPAddress.Parse(answers.Dequeue());
            if (answers.Count > 0)
                cancelled.Cancel();
            return Task.FromResult<IPAddress[]>([answer]);
        });
        var place = new DnsEndPoint("rebinding.example.org", 80);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await connection.OpenAsync(place, cancelled.Token));
        await Assert.ThrowsAsync<AddressRefusedException>(async () => await connection.OpenAsync(place, default));
    }

    [Fact]
    public async Task Behind_a_proxy_that_looks_names_up_itself_nothing_is_sent()
    {
        await using var sink = WebhookSink.Create(new WebhookOptions { Endpoint = "http://{{ 'example.org' }}/", Proxy = _service.Address }, SinkUnderTest.Context());
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal(OutcomeKind.Rejected, outcome.Kind);
        Assert.Contains("reached through the proxy", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _service.Requests);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.0.1", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("fd00:ec2::254", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::", true)]
    [InlineData("::7f00:1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::a9fe:a9fe", true)]
    [InlineData("64:ff9b::808:808", false)]
    [InlineData("2002:7f00:1::", true)]
    [InlineData("2606:4700::1111", false)]
    [InlineData("168.63.129.16", true)]
    public void Addresses_are_told_apart(string address, bool isPrivate) => Assert.Equal(isPrivate, PrivateAddresses.Contains(IPAddress.Parse(address)));

    private async Task<Outcome> SendAsync(string endpoint, bool? allowed)
    {
        var address = endpoint.Replace("PORT", $"{_service.Address.Port}", StringComparison.Ordinal);
        await using var sink = WebhookSink.Create(new WebhookOptions { Endpoint = address, AllowPrivateAddresses = allowed }, SinkUnderTest.Context());
        return (await sink.SendAsync(Some.Items(1), default))[0];
    }
}
