using System.Text.Json.Nodes;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Leases;
using EventExporter.Kubernetes.Lists;
using EventExporter.Kubernetes.Metadata;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Kubernetes.Watching;
using EventExporter.SampleCluster.Faults;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;
using ListOptions = EventExporter.Kubernetes.Lists.ListOptions;

namespace EventExporter.Kubernetes.Tests;

/// <summary>The client against a server that was written for kubectl, not for it.</summary>
public sealed class SampleClusterTests : IAsyncLifetime, IDisposable
{
    private static readonly ResourceCollection ConfigMaps = ResourceCollection.Core("configmaps");

    private SampleApiServer _cluster = null!;
    private KubernetesClient _client = null!;

    public async Task InitializeAsync()
    {
        _cluster = await SampleApiServer.StartAsync();
        var environment = new FakeEnvironment().Write("/kubeconfig", _cluster.KubeconfigText);
        _client = new KubernetesClient(ClusterAccess.Resolve(new ClusterAccessOptions { Kubeconfig = "/kubeconfig" }, environment));
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task It_tells_its_version_and_what_is_allowed()
    {
        _cluster.Access.Deny(verb: "get", resource: "nodes");

        Assert.Equal("v1.32.4", (await _client.GetServerVersionAsync(CancellationToken.None)).GitVersion);
        Assert.True(await _client.IsAllowedAsync("watch", "", "events", null, CancellationToken.None));
        Assert.False(await _client.IsAllowedAsync("get", "", "nodes", null, CancellationToken.None));
        var e = await Assert.ThrowsAsync<KubernetesApiException>(
            () => _client.GetMetadataAsync(new ObjectKey("v1", "Node", null, "n1"), CancellationToken.None));
        Assert.Equal(403, e.StatusCode);
    }

    [Fact]
    public async Task List_and_watch_together_miss_nothing()
    {
        for (var i = 0; i < 1200; i++)
            Create($"m{i:D4}");

        var (names, summary) = await ListAsync(new ListOptions());
        Create("late");
        _cluster.Store.Modify(ResourceKinds.ConfigMap, "default", "m0003", map => map["data"] = new JsonObject { ["a"] = "b" });
        _cluster.Store.Delete(ResourceKinds.ConfigMap, "default", "m0004");
        var changes = await TakeAsync(3, summary.ResourceVersion);

        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"m{i:D4}"), names.Where(n => n.StartsWith('m')));
        Assert.Equal(3, summary.Pages);
        Assert.Equal(
            [(WatchEventType.Added, "late"), (WatchEventType.Modified, "m0003"), (WatchEventType.Deleted, "m0004")],
            changes.Select(c => (c.Type, c.Object)));
    }

    [Theory]
    [InlineData(GoneForm.ErrorEvent)]
    [InlineData(GoneForm.HttpStatus)]
    public async Task A_version_that_was_compacted_is_expired(GoneForm form)
    {
        var (_, summary) = await ListAsync(new ListOptions());
        Create("a");
        _cluster.Faults.ExpireHistory(form);

        await Assert.ThrowsAsync<ResourceExpiredException>(() => TakeAsync(1, summary.ResourceVersion));
    }

    [Fact]
    public async Task A_continue_token_that_expired_in_the_middle_is_expired()
    {
        for (var i = 0; i < 3; i++)
            Create($"m{i}");
        _cluster.Faults.ExpireContinueTokens();

        await Assert.ThrowsAsync<ResourceExpiredException>(() => ListAsync(new ListOptions { Limit = 2 }));
    }

    [Fact]
    public async Task A_line_cut_by_a_broken_connection_is_no_event()
    {
        var (_, summary) = await ListAsync(new ListOptions());
        Create("whole");
        var seen = new List<string?>();
        var broken = Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var line in _client.WatchAsync<string>(
                ConfigMaps, new WatchOptions { ResourceVersion = summary.ResourceVersion }, Items.ReadName))
            {
                seen.Add(line.Object);
                _cluster.Faults.CutNextLine();
                Create("cut");
            }
        });

        var e = await broken.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(e is IOException or HttpRequestException, e.ToString());
        Assert.Equal(["whole"], seen);
    }

    [Fact]
    public async Task Metadata_of_built_in_and_custom_kinds_is_found()
    {
        _cluster.Store.Create(ResourceKinds.Backup, Named("nightly", "default"));
        _cluster.Store.Create(ResourceKinds.Node, Named("n1", null));

        var backup = await _client.GetMetadataAsync(new ObjectKey("ops.example.com/v1", "Backup", "default", "nightly"), CancellationToken.None);
        var node = await _client.GetMetadataAsync(new ObjectKey("v1", "Node", "", "n1"), CancellationToken.None);

        Assert.Equal(("nightly", "default", "x"), (backup?.Name, backup?.Namespace, backup?.Labels["app"]));
        Assert.Equal(("n1", null), (node?.Name, node?.Namespace));
        Assert.Null(await _client.GetMetadataAsync(new ObjectKey("v1", "Node", "", "n2"), CancellationToken.None));
        await Assert.ThrowsAsync<UnknownKindException>(() => _client.GetKindAsync("ops.example.com/v1", "Restore", CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_is_taken_and_given_back()
    {
        var elector = new LeaderElector(_client, new LeaderElectionOptions { Namespace = "default", LeaseName = "exporter", Identity = "me" });

        await elector.RunAsync(
            _ =>
            {
                Assert.True(elector.IsLeader);
                Assert.Equal("me", HolderOf("exporter"));
                return Task.CompletedTask;
            },
            CancellationToken.None);

        Assert.Equal("", HolderOf("exporter"));
    }

    private string? HolderOf(string lease) =>
        _cluster.Store.Get(ResourceKinds.Lease, "default", lease)!.ToJson()["spec"]!["holderIdentity"]?.GetValue<string>();

    private void Create(string name) => _cluster.Store.Create(ResourceKinds.ConfigMap, Named(name, "default"));

    private static JsonObject Named(string name, string? @namespace)
    {
        var metadata = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = "x" } };
        if (@namespace is not null)
            metadata["namespace"] = @namespace;
        return new JsonObject { ["metadata"] = metadata };
    }

    private async Task<(List<string> Names, ListSummary Summary)> ListAsync(ListOptions options)
    {
        var names = new List<string>();
        var summary = await _client.ListAsync<string>(
            ConfigMaps,
            options,
            Items.ReadName,
            name =>
            {
                names.Add(name);
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
        return (names, summary);
    }

    private async Task<List<WatchEvent<string>>> TakeAsync(int count, string from)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        var taken = new List<WatchEvent<string>>();
        await foreach (var line in _client.WatchAsync<string>(ConfigMaps, new WatchOptions { ResourceVersion = from }, Items.ReadName, guard.Token))
        {
            taken.Add(line);
            if (taken.Count == count)
                break;
        }

        return taken;
    }
}
