using EventExporter.Cli;
using EventExporter.Cli.Server;
using EventExporter.Configuration.Values;
using EventExporter.Tests.Web.Api;

namespace EventExporter.Tests.Cli.Server;

public sealed class ExporterClientTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task It_asks_with_its_token()
    {
        using var client = new ExporterClient(_host.Address, new Secret(ApiHost.ReadToken));
        using var answer = await client.GetAsync("gaps", [new("limit", "5"), new("ignored", null)], CancellationToken.None);

        Assert.Equal(0, answer.RootElement.GetProperty("gaps").GetArrayLength());
    }

    [Fact]
    public async Task A_name_and_a_password_in_the_address_are_sent_but_never_shown()
    {
        var address = new UriBuilder(_host.Address) { UserName = "alice", Password = "correct%20horse" }.Uri;
        using var client = new ExporterClient(address);
        using var answer = await client.GetAsync("session", [], CancellationToken.None);
        Assert.Equal("alice", answer.RootElement.GetProperty("name").GetString());

        using var other = new ExporterClient(new UriBuilder(address) { Password = "wrong-horse" }.Uri);
        var error = await Assert.ThrowsAsync<UserError>(() => other.GetAsync("receivers", [], CancellationToken.None));
        Assert.DoesNotContain("horse", error.Message, StringComparison.Ordinal);
        Assert.Contains("EVENT_EXPORTER_TOKEN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_line_by_line_and_ends_with_the_code_for_it()
    {
        using var client = new ExporterClient(_host.Address, new Secret(ApiHost.WriteToken));
        var error = await Assert.ThrowsAsync<UserError>(() => client.PostAsync("events", "{\"raeson\":\"R\"}", CancellationToken.None));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("\n  involvedObject: is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("'raeson'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_told_with_the_way_out()
    {
        using var client = new ExporterClient(new Uri("http://127.0.0.1:1"));
        var error = await Assert.ThrowsAsync<UserError>(() => client.GetAsync("session", [], CancellationToken.None));

        Assert.Equal(ExitCode.Failure, error.ExitCode);
        Assert.Contains("--server", error.Message, StringComparison.Ordinal);
        Assert.Contains("port-forward", error.Message, StringComparison.Ordinal);
    }
}
