using System.Net;
using System.Text.Json.Nodes;
using EventExporter.Kubernetes.Tests.SampleCluster.Support;
using EventExporter.SampleCluster.Server;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Server;

public sealed class WriteTests : ServerTest
{
    [Fact]
    public async Task Both_event_APIs_show_one_object()
    {
        var (status, created) = await Client.SendAsync(HttpMethod.Post, "/apis/events.k8s.io/v1/namespaces/default/events", SampleEvents.EventsV1("s"));
        Assert.Equal(HttpStatusCode.Created, status);

        var core = await Client.GetAsync("/api/v1/namespaces/default/events/s");

        Assert.Equal((string?)created["metadata"]!["uid"], (string?)core["metadata"]!["uid"]);
        Assert.Equal((string?)created["metadata"]!["resourceVersion"], (string?)core["metadata"]!["resourceVersion"]);
        Assert.Equal("0/1 nodes are available", (string?)core["message"]);
        Assert.Equal("web-0", (string?)core["involvedObject"]!["name"]);
        Assert.Equal("default-scheduler", (string?)core["reportingComponent"]);
        Assert.True(core.ContainsKey("firstTimestamp"));
        Assert.Null(core["firstTimestamp"]);
        Assert.False(core.ContainsKey("count"));
    }

    [Fact]
    public async Task A_core_event_has_deprecated_fields_in_the_other_API()
    {
        await Client.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/events", SampleEvents.Core("c", count: 4));
        var other = await Client.GetAsync("/apis/events.k8s.io/v1/namespaces/default/events/c");

        Assert.Equal(4, (int)other["deprecatedCount"]!);
        Assert.Equal("kubelet", (string?)other["deprecatedSource"]!["component"]);
        Assert.Equal("Back-off <restarting> & so on", (string?)other["note"]);
        Assert.Null(other["eventTime"]);
    }

    [Fact]
    public async Task The_new_API_is_strict()
    {
        var bad = SampleEvents.EventsV1("s");
        bad.Remove("eventTime");
        bad.Remove("action");
        var (status, body) = await Client.SendAsync(HttpMethod.Post, "/apis/events.k8s.io/v1/namespaces/default/events", bad);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("Event.events.k8s.io \"s\" is invalid: eventTime: Required value", (string?)body["message"]);
    }

    [Fact]
    public async Task Only_the_series_of_an_event_may_change_in_the_new_API()
    {
        const string path = "/apis/events.k8s.io/v1/namespaces/default/events";
        await Client.SendAsync(HttpMethod.Post, path, SampleEvents.EventsV1("s"));
        var series = new JsonObject { ["series"] = new JsonObject { ["count"] = 2, ["lastObservedTime"] = "2026-01-01T00:01:00.000000Z" } };

        var (ok, patched) = await Client.SendAsync(HttpMethod.Patch, path + "/s", series, "application/strategic-merge-patch+json");
        var (refused, _) = await Client.SendAsync(HttpMethod.Patch, path + "/s", new JsonObject { ["note"] = "other" }, "application/merge-patch+json");

        Assert.Equal((HttpStatusCode.OK, 2), (ok, (int)patched["series"]!["count"]!));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused);
    }

    [Fact]
    public async Task A_lease_is_taken_by_one_of_two_who_read_the_same_version()
    {
        const string path = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
        var lease = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "leader" }, ["spec"] = new JsonObject { ["holderIdentity"] = "a" } };
        var (_, read) = await Client.SendAsync(HttpMethod.Post, path, lease);

        read["spec"]!["holderIdentity"] = "b";
        var (first, _) = await Client.SendAsync(HttpMethod.Put, path + "/leader", read);
        var (second, conflict) = await Client.SendAsync(HttpMethod.Put, path + "/leader", read);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first, second));
        Assert.Contains("the object has been modified", (string?)conflict["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_the_realServers()
    {
        Assert.Equal("pods \"x\" not found", (string?)(await Client.GetAsync("/api/v1/namespaces/default/pods/x", HttpStatusCode.NotFound))["message"]);
        Assert.Equal("the server could not find the requested resource", (string?)(await Client.GetAsync("/apis/apps/v1/gadgets", HttpStatusCode.NotFound))["message"]);

        Server.Access.Deny("list", "events");
        Assert.Equal(
            "events is forbidden: User \"system:serviceaccount:monitoring:event-exporter\" cannot list resource \"events\" in API group \"\" at the cluster scope",
            (string?)(await Client.GetAsync("/api/v1/events", HttpStatusCode.Forbidden))["message"]);
    }

    [Fact]
    public async Task Without_its_token_aClient_is_unauthorized()
    {
        await using var server = await SampleApiServer.StartAsync(new SampleApiServerOptions { BearerToken = "secret" });
        using var client = new SampleClient(server);

        await client.GetAsync("/api/v1/events", HttpStatusCode.Unauthorized);
        client.Http.DefaultRequestHeaders.Authorization = new("Bearer", "secret");
        await client.GetAsync("/api/v1/events");
    }

    [Fact]
    public async Task What_a_deleted_object_owned_goes_with_it()
    {
        const string deployments = "/apis/apps/v1/namespaces/default/deployments";
        var (_, owner) = await Client.SendAsync(HttpMethod.Post, deployments, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "web" } });
        var reference = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["name"] = "web", ["uid"] = (string?)owner["metadata"]!["uid"] };
        await Client.SendAsync(HttpMethod.Post, "/apis/apps/v1/namespaces/default/replicasets",
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = "web-1", ["ownerReferences"] = new JsonArray(reference) } });

        await Client.SendAsync(HttpMethod.Delete, deployments + "/web");

        await Client.GetAsync("/apis/apps/v1/namespaces/default/replicasets/web-1", HttpStatusCode.NotFound);
    }
}
