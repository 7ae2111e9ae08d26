using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Metadata;
using EventExporter.Kubernetes.Tests.Support;

namespace EventExporter.Kubernetes.Tests.Metadata;

public sealed class GetMetadataTests
{
    private const string AppsResources = """
        {"kind":"APIResourceList","groupVersion":"apps/v1","resources":[
          {"name":"deployments/scale","namespaced":true,"kind":"Scale","verbs":["get"]},
          {"name":"deployments","singularName":"deployment","namespaced":true,"kind":"Deployment","verbs":["get","list"]}]}
        """;

    private const string CoreResources = """
        {"kind":"APIResourceList","groupVersion":"v1","resources":[
          {"name":"nodes","namespaced":false,"kind":"Node","verbs":["get"]},
          {"name":"pods","namespaced":true,"kind":"Pod","verbs":["get"]}]}
        """;

    [Fact]
    public async Task Everything_that_is_asked_of_metadata_is_read()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/apis/apps/v1", AppsResources).OnJson("/apis/apps/v1/namespaces/shop/deployments/cart", """
            {"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"cart","namespace":"shop","uid":"u-1",
             "resourceVersion":"42","generation":3,"creationTimestamp":"2026-01-02T03:04:05Z","deletionTimestamp":"2026-01-03T00:00:00Z",
             "labels":{"app":"cart"},"annotations":{"note":"1"},
             "ownerReferences":[{"apiVersion":"v1","kind":"A","name":"x","uid":"u-2","controller":true,"blockOwnerDeletion":true},
                                {"apiVersion":"v1","kind":"B","name":"y","uid":"u-3"}],
             "managedFields":[{"manager":"kubectl","fieldsV1":{"f:metadata":{"f:name":{}}}}]}}
            """);
        using var client = server.Client();

        var metadata = await client.GetMetadataAsync(new ObjectKey("apps/v1", "Deployment", "shop", "cart"), CancellationToken.None);

        Assert.NotNull(metadata);
        Assert.Equal(("cart", "shop", "u-1", "42"), (metadata.Name, metadata.Namespace, metadata.Uid, metadata.ResourceVersion));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), metadata.CreationTimestamp);
        Assert.Equal(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero), metadata.DeletionTimestamp);
        Assert.Equal("cart", metadata.Labels["app"]);
        Assert.Equal("1", metadata.Annotations["note"]);
        Assert.Equal([new("v1", "A", "x", "u-2", true), new("v1", "B", "y", "u-3", false)], metadata.OwnerReferences);
        Assert.Equal(
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1, application/json;q=0.5", server.Requests.Last().Headers["Accept"]);
    }

    [Fact]
    public async Task An_object_that_is_gone_is_null()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/api/v1", CoreResources)
            .OnJson("/api/v1/namespaces/shop/pods/gone", Answers.Status(404, "NotFound", "pods \\\"gone\\\" not found"), 404);
        using var client = server.Client();

        Assert.Null(await client.GetMetadataAsync(new ObjectKey("v1", "Pod", "shop", "gone"), CancellationToken.None));
    }

    [Fact]
    public async Task A_cluster_scoped_kind_ignores_the_namespace_and_an_empty_version_is_v1()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/api/v1", CoreResources).OnJson("/api/v1/nodes/n1", """{"metadata":{"name":"n1","labels":null,"ownerReferences":null}}""");
        using var client = server.Client();

        var metadata = await client.GetMetadataAsync(new ObjectKey("", "Node", "default", "n1"), CancellationToken.None);

        Assert.Equal("n1", metadata?.Name);
        Assert.Empty(metadata!.Labels);
    }

    [Fact]
    public async Task A_namespaced_kind_without_a_namespace_is_refused_before_the_server_is_asked()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/api/v1", CoreResources);
        using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesApiException>(
            () => client.GetMetadataAsync(new ObjectKey("v1", "Pod", "", "a"), CancellationToken.None));

        Assert.Equal(400, e.StatusCode);
    }

    [Fact]
    public async Task A_forbidden_kind_says_so()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/api/v1", CoreResources).OnJson("/api/v1/nodes/n1", Answers.Status(403, "Forbidden", "nodes is forbidden"), 403);
        using var client = server.Client();

        var e = await Assert.ThrowsAsync<KubernetesApiException>(
            () => client.GetMetadataAsync(new ObjectKey("v1", "Node", null, "n1"), CancellationToken.None));

        Assert.Equal((403, "Forbidden"), (e.StatusCode, e.Reason));
    }
}
