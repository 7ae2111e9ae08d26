using System.Diagnostics;
using EventExporter.Kubernetes.Tests.SampleCluster.Support;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Server;

/// <summary>The real client is the judge of the sample server. Skipped where there is no kubectl.</summary>
public sealed class KubectlTests : IAsyncLifetime
{
    private static readonly string? Kubectl = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "kubectl")).FirstOrDefault(File.Exists);

    private readonly string _folder = Directory.CreateTempSubdirectory("sample-kubectl").FullName;
    private SampleApiServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await SampleApiServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "config"), _server.KubeconfigText);
        _server.Store.Create(ResourceKinds.Event, SampleEvents.Core("web-0.1", count: 3));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableFact]
    public async Task It_prints_events_as_a_table()
    {
        var output = await RunAsync("get", "events", "-A");
        Assert.Matches(@"NAMESPACE\s+LAST SEEN\s+TYPE\s+REASON\s+OBJECT\s+MESSAGE", output);
        Assert.Matches(@"default\s+\S+\s+Warning\s+BackOff\s+pod/web-0\s+Back-off <restarting> & so on", output);
    }

    [SkippableFact]
    public async Task It_prints_events_as_JSON_through_both_APIs()
    {
        Assert.Contains("\"involvedObject\"", await RunAsync("get", "events", "-A", "-o", "json"), StringComparison.Ordinal);
        Assert.Contains("\"regarding\"", await RunAsync("get", "events.v1.events.k8s.io", "-A", "-o", "json"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task It_creates_applies_and_deletes()
    {
        var file = Path.Combine(_folder, "event.json");
        await File.WriteAllTextAsync(file, SampleEvents.Core("made").ToJsonString());
        Assert.Contains("event/made created", await RunAsync("create", "-f", file), StringComparison.Ordinal);
        Assert.Contains("deleted", await RunAsync("delete", "event", "made"), StringComparison.Ordinal);

        var map = Path.Combine(_folder, "map.yaml");
        await File.WriteAllTextAsync(map, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: default}\ndata: {a: one}\n");
        Assert.Contains("created", await RunAsync("apply", "-f", map), StringComparison.Ordinal);
        await File.WriteAllTextAsync(map, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m, namespace: default}\ndata: {a: two}\n");
        Assert.Contains("configured", await RunAsync("apply", "-f", map), StringComparison.Ordinal);
        Assert.Equal("two", await RunAsync("get", "configmap", "m", "-o", "jsonpath={.data.a}"));
    }

    [SkippableFact]
    public async Task It_describes_a_pod_with_its_events()
    {
        _server.Store.Create(ResourceKinds.Pod, System.Text.Json.Nodes.JsonNode.Parse(
            """{"metadata":{"name":"web-0","namespace":"default"},"spec":{"containers":[{"name":"web","image":"x"}]},"status":{"phase":"Running"}}""")!.AsObject());
        _server.Store.Modify(ResourceKinds.Event, "default", "web-0.1", e => e["involvedObject"]!["uid"] = _server.Store.Get(ResourceKinds.Pod, "default", "web-0")!.Uid);

        var output = await RunAsync("describe", "pod", "web-0");
        Assert.Matches(@"Warning\s+BackOff\s+.*\(x3 over .*\)\s+kubelet\s+Back-off", output);
    }

    [SkippableFact]
    public async Task It_knows_short_names_and_custom_kinds()
    {
        Assert.Contains("No resources found", await RunAsync("get", "bkp", "-A"), StringComparison.Ordinal);
        Assert.Contains("kube-system", await RunAsync("get", "ns"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task It_watches()
    {
        // --watch-only=false lists first; the request timeout ends the watch.
        var output = await RunAsync("get", "events", "-A", "--watch", "--request-timeout=2s");
        Assert.Contains("pod/web-0", output, StringComparison.Ordinal);
        Assert.True(_server.Requests.Count(r => r.IsWatch) >= 1);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        Skip.If(Kubectl is null, "There is no kubectl on the PATH.");
        var start = new ProcessStartInfo(Kubectl, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = Path.Combine(_folder, "config");
        start.Environment["HOME"] = _folder;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return await output + await errors;
    }
}
