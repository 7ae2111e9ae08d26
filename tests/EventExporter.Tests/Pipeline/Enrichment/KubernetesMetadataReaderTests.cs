using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using EventExporter.Kubernetes;
using EventExporter.Kubernetes.Access;
using EventExporter.Pipeline.Enrichment;
using EventExporter.Pipeline.Events;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;
using EventExporter.Telemetry;

namespace EventExporter.Tests.Pipeline.Enrichment;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public sealed class KubernetesMetadataReaderTests : IAsyncLifetime
{
    private SampleApiServer _server = null!;
    private KubernetesClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await SampleApiServer.StartAsync();
        _client = new KubernetesClient(ClusterAccess.ForServer(_server.Address));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_owners_of_a_pod_are_found_in_a_cluster()
    {
        var deployment = Create("apps/v1", "Deployment", "cart");
        var replicaSet = Create("apps/v1", "ReplicaSet", "cart-7d9c", deployment);
        var pod = Create("v1", "Pod", "cart-7d9c-x", replicaSet);
        using var metrics = new ExporterMetrics();
        using var enricher = new ObjectEnricher(new KubernetesMetadataReader(_client), new EnrichmentOptions { Budget = TimeSpan.FromMinutes(1) }, metrics, TimeProvider.System, new ListLogger<ObjectEnricher>());

        var enriched = await enricher.EnrichAsync(
            [new ClusterEvent { InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = "default", Name = "cart-7d9c-x", Uid = pod.Uid } }], CancellationToken.None);

        var facts = enriched[0].Object;
        Assert.Equal(LookupResult.Found, facts.Lookup);
        Assert.Equal("cart-7d9c-x", facts.Labels["name"]);
        Assert.Equal([replicaSet.Uid, deployment.Uid], facts.OwnerChain.Select(o => o.Uid));
        Assert.Equal("default", facts.NamespaceLabels["kubernetes.io/metadata.name"]);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found() =>
        Assert.Equal(LookupResult.NotFound, (await ReadAsync("v1", "Pod")).Result);

    [Fact]
    public async Task What_may_not_be_read_is_forbidden_and_the_API_servers_words_name_the_permission()
    {
        _server.Access.Deny(resource: "pods");

        var answer = await ReadAsync("v1", "Pod");

        Assert.Equal(LookupResult.Forbidden, answer.Result);
        Assert.Contains("cannot get resource \"pods\"", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_that_is_not_served_is_told_from_one_that_fails()
    {
        Assert.True((await ReadAsync("acme.example/v1", "Widget")).UnknownKind);

        await _server.StopAsync();
        var failed = await ReadAsync("v1", "Pod");

        Assert.Equal((LookupResult.Failed, false), (failed.Result, failed.UnknownKind));
    }

    private Task<MetadataAnswer> ReadAsync(string apiVersion, string kind) =>
        new KubernetesMetadataReader(_client).ReadAsync(new ObjectIdentity(apiVersion, kind, "default", "x", ""), CancellationToken.None);

    private OwnerReference Create(string apiVersion, string kind, string name, OwnerReference? controller = null)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = "default", ["labels"] = new JsonObject { ["name"] = name } };
        if (controller is not null)
        {
            metadata["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = controller.ApiVersion,
                ["kind"] = controller.Kind,
                ["name"] = controller.Name,
                ["uid"] = controller.Uid,
                ["controller"] = true,
            });
        }

        var stored = _server.Store.Create(ResourceKinds.Of(apiVersion, kind), new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata });
        return new OwnerReference(apiVersion, kind, name, stored.Uid, Controller: true);
    }
}
