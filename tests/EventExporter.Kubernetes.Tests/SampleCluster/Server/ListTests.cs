using System.Net;
using EventExporter.Kubernetes.Tests.SampleCluster.Support;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Server;

public sealed class ListTests : ServerTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
            Server.Store.Create(ResourceKinds.Event, SampleEvents.Core(name, reason: name == "c" ? "Killing" : "BackOff", type: name == "c" ? "Normal" : "Warning"));
    }

    [Fact]
    public async Task Pages_show_one_view_whatever_is_written_between_them()
    {
        var first = await Client.GetAsync("/api/v1/events?limit=2");
        Server.Store.Delete(ResourceKinds.Event, "default", "c");
        Server.Store.Create(ResourceKinds.Event, SampleEvents.Core("cc"));

        var second = await Client.GetAsync("/api/v1/events?limit=2&continue=" + first["metadata"]!["continue"]);
        var third = await Client.GetAsync("/api/v1/events?limit=2&continue=" + second["metadata"]!["continue"]);

        Assert.Equal(["a", "b", "c", "d", "e"], Names(first).Concat(Names(second)).Concat(Names(third)));
        Assert.Equal(3, (int)first["metadata"]!["remainingItemCount"]!);
        Assert.Equal((string?)first["metadata"]!["resourceVersion"], (string?)third["metadata"]!["resourceVersion"]);
        Assert.Null(third["metadata"]!["continue"]);
    }

    [Fact]
    public async Task An_expired_continue_token_is_gone_with_a_token_for_the_rest()
    {
        var first = await Client.GetAsync("/api/v1/events?limit=2");
        Server.Store.Compact();
        Server.Store.Create(ResourceKinds.Event, SampleEvents.Core("z"));
        Server.Store.Compact();

        var status = await Client.GetAsync("/api/v1/events?limit=2&continue=" + first["metadata"]!["continue"], HttpStatusCode.Gone);
        var rest = await Client.GetAsync("/api/v1/events?continue=" + status["metadata"]!["continue"]);

        Assert.Equal(("Status", "Expired", 410), ((string?)status["kind"], (string?)status["reason"], (int)status["code"]!));
        Assert.Equal(["c", "d", "e", "z"], Names(rest));
    }

    [Fact]
    public async Task A_continue_token_can_be_made_to_expire()
    {
        var first = await Client.GetAsync("/api/v1/events?limit=2");
        Server.Faults.ExpireContinueTokens();

        await Client.GetAsync("/api/v1/events?limit=2&continue=" + first["metadata"]!["continue"], HttpStatusCode.Gone);
        await Client.GetAsync("/api/v1/events?limit=2&continue=" + first["metadata"]!["continue"]);
    }

    [Theory]
    [InlineData("/api/v1/events?fieldSelector=type=Normal", "c")]
    [InlineData("/api/v1/events?fieldSelector=reason!=Killing,involvedObject.name=web-0", "a,b,d,e")]
    [InlineData("/api/v1/events?fieldSelector=source=kubelet,metadata.name=b", "b")]
    [InlineData("/apis/events.k8s.io/v1/events?fieldSelector=regarding.kind=Pod,reason=Killing", "c")]
    [InlineData("/api/v1/namespaces/kube-system/events", "")]
    public async Task Selectors_select(string path, string expected) =>
        Assert.Equal(expected, string.Join(",", Names(await Client.GetAsync(path))));

    [Fact]
    public async Task An_unsupported_field_is_a_bad_request()
    {
        var status = await Client.GetAsync("/api/v1/events?fieldSelector=message=x", HttpStatusCode.BadRequest);
        Assert.EndsWith("field label not supported: message", (string?)status["message"]);
    }

    [Fact]
    public async Task A_version_of_the_future_is_too_large()
    {
        var status = await Client.GetAsync("/api/v1/events?resourceVersionMatch=NotOlderThan&resourceVersion=999999", HttpStatusCode.GatewayTimeout);
        Assert.Equal("ResourceVersionTooLarge", (string?)status["details"]!["causes"]![0]!["reason"]);
    }

    [Fact]
    public async Task List_items_of_built_in_kinds_carry_no_kind_and_escape_as_Go_does()
    {
        var text = await Client.Http.GetStringAsync(new Uri("/api/v1/events?limit=1", UriKind.Relative));

        Assert.StartsWith("{\"kind\":\"EventList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":", text, StringComparison.Ordinal);
        Assert.Contains("\"items\":[{\"metadata\":{\"name\":\"a\"", text, StringComparison.Ordinal);
        Assert.Contains("Back-off \\u003crestarting\\u003e \\u0026 so on", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_alone_is_sent_on_request()
    {
        Client.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        var item = await Client.GetAsync("/api/v1/namespaces/default");

        Assert.Equal(["kind", "apiVersion", "metadata"], item.Select(m => m.Key));
        Assert.Equal("PartialObjectMetadata", (string?)item["kind"]);
        Assert.Equal("default", (string?)item["metadata"]!["labels"]!["kubernetes.io/metadata.name"]);
    }

    private static IEnumerable<string> Names(System.Text.Json.Nodes.JsonObject list) =>
        list["items"]!.AsArray().Select(i => (string)i!["metadata"]!["name"]!);
}
