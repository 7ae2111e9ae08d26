using System.Text.Json.Nodes;
using EventExporter.Kubernetes.Checks;
using EventExporter.Kubernetes.Tests.Support;

namespace EventExporter.Kubernetes.Tests.Checks;

public sealed class ChecksTests
{
    private const string Reviews = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    [Fact]
    public async Task The_server_tells_its_version()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/version", """{"major":"1","minor":"34+","gitVersion":"v1.34.1-gke.5","platform":"linux/arm64","compiler":"gc"}""");
        using var client = server.Client();

        Assert.Equal(
            new ServerVersion("1", "34+", "v1.34.1-gke.5", "linux/arm64"), await client.GetServerVersionAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task The_server_tells_whether_something_is_allowed(string allowed, bool expected)
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Reviews, $$$"""{"kind":"SelfSubjectAccessReview","status":{"allowed":{{{allowed}}},"reason":""}}""", 201);
        using var client = server.Client();

        Assert.Equal(expected, await client.IsAllowedAsync("get", "", "pods/log", "shop", CancellationToken.None));
        var question = JsonNode.Parse(Assert.Single(server.Requests).Body)!["spec"]!["resourceAttributes"]!;
        Assert.Equal("""{"verb":"get","group":"","resource":"pods","subresource":"log","namespace":"shop"}""", question.ToJsonString());
        Assert.Equal("application/json", server.Requests.First().Headers["Content-Type"]);
    }

    [Fact]
    public async Task All_namespaces_are_asked_for_by_naming_none()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson(Reviews, """{"status":{"allowed":true}}""", 201);
        using var client = server.Client();

        await client.IsAllowedAsync("watch", "", "events", null, CancellationToken.None);

        Assert.DoesNotContain("namespace", server.Requests.First().Body, StringComparison.Ordinal);
    }
}
