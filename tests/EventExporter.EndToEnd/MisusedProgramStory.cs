using System.Net;
using System.Net.Sockets;
using EventExporter.EndToEnd.Support;

namespace EventExporter.EndToEnd;

/// <summary>The program is called wrongly, or in surroundings where it cannot work.</summary>
public sealed class MisusedProgramStory : IDisposable
{
    private readonly Workspace _workspace = new();

    private string Config => Write("127.0.0.1:0", _workspace.Data);

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("", "Required command was not provided")]
    [InlineData("fly", "'fly'")]
    [InlineData("replay --config CONFIG", "Required argument 'events' missing")]
    [InlineData("demo --for banana", "--for is 'banana', which is no span of time; write 90s, 5m or 0:01:30.")]
    [InlineData("demo --for -5s", "'-5s'")]
    [InlineData("deadletters show --config CONFIG first", "Cannot parse argument 'first' for command 'show' as a whole number")]
    [InlineData("deadletters retry --config CONFIG", "retry takes either numbers of dead letters or --all")]
    [InlineData("deadletters discard --config CONFIG 1 --all", "discard takes either numbers of dead letters or --all")]
    public async Task A_wrong_command_line_is_explained_without_a_word_of_NET(string arguments, string message)
    {
        var result = await ExporterProcess.RunAsync([.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a == "CONFIG" ? Config : a)]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_once_with_the_way_out()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var result = await ExporterProcess.RunAsync("run", "--config", Write(other.LocalEndpoint.ToString()!, _workspace.Data), "--kubeconfig", Kubeconfig());
        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"event-exporter: cannot listen on {other.LocalEndpoint} (server.address): Address already in use. Choose another address, or port 0 for any free one.\n", result.Errors);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_turns_health_red_and_the_program_can_be_stopped()
    {
        var file = _workspace.Write("not-a-folder", "");
        await using var exporter = await RunningExporter.StartAsync(Write("127.0.0.1:0", Path.Combine(file, "data")), Kubeconfig());
        await Eventually.TrueAsync(async () => (await exporter.GetAsync("/-/healthy")).Text.Contains("journal: failed", StringComparison.Ordinal), () => exporter.Log);
        Assert.Equal(0, await exporter.StopAsync());
    }

    [Fact]
    public async Task A_context_that_is_not_in_the_kubeconfig_is_told_with_those_that_are()
    {
        var result = await ExporterProcess.RunAsync("run", "--config", Config, "--kubeconfig", Kubeconfig(), "--context", "nope");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("has no context \"nope\"; it has: nowhere", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_API_server_it_is_up_and_not_ready_and_ends_in_order()
    {
        await using var exporter = await RunningExporter.StartAsync(Config, Kubeconfig());
        await Eventually.TrueAsync(async () => (await exporter.GetAsync("/-/ready")).Text.Contains("the API server cannot be reached", StringComparison.Ordinal), () => exporter.Log);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await exporter.GetAsync("/-/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await exporter.GetAsync("/-/healthy")).Status);
        Assert.Equal(0, await exporter.StopAsync());
    }

    private string Write(string address, string data) => _workspace.Write("config.yaml", $$"""
        logFormat: pretty
        server: {address: "{{address}}"}
        storage: {path: "{{data}}"}
        route: {match: [{receiver: out}]}
        receivers:
          - name: out
            stdout: {}
        """);

    private string Kubeconfig() => _workspace.Write("kubeconfig", """
        apiVersion: v1
        kind: Config
        current-context: nowhere
        clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
        contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
        users: [{name: nobody, user: {}}]
        """);
}
