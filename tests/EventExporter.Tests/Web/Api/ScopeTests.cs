using System.Net;
using System.Text.Json;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Events;
using EventExporter.Web.Api;

namespace EventExporter.Tests.Web.Api;

/// <summary>A token that sees some namespaces, where there is much of others: everything of those has the word "secret" in it.</summary>
public sealed class ScopeTests : IAsyncLifetime
{
    private const string DefaultToken = "default-token-012345";

    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        var auth = ApiHost.Auth with { Tokens = [.. ApiHost.Auth.Tokens, new() { Name = "default", Token = new Secret(DefaultToken), Namespaces = ["default"] }] };
        _host = await ApiHost.StartAsync(auth, static c => c with
        {
            Alerts =
            [
                new() { Name = "ByNamespace", When = "count(reason=\"BackOff\") by (namespace) >= 5 in 1h" },
                new() { Name = "secret-of-all", When = "count(reason=\"BackOff\") by (reason) >= 5 in 1h" },
            ],
            Detection = c.Detection with { Lateness = TimeSpan.Zero },
            History = c.History with { Retention = c.History.Retention with { Namespaces = new Dictionary<string, TimeSpan> { ["payments"] = TimeSpan.FromDays(30), ["secret-shop"] = TimeSpan.FromDays(3) } } },
        }, findings: true);
        await FillAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(ApiHost.PaymentsToken)]
    [InlineData(DefaultToken)]
    public async Task No_answer_holds_anything_of_another_namespace(string token)
    {
        var last = _host.Journal.Head;
        string[] paths =
        [
            .. ApiEndpoints.All.Where(static e => e.Method == "GET" && e.Access == ApiAccess.Read && e.AnswerType == "application/json").Select(static e => SampleRequests.All[e.Id].Path),
            "/api/v1/events?limit=1000", "/api/v1/events?query=namespace%21%3Dpayments", "/api/v1/events?query=namespace%3Dsecret-shop%20or%20reason%3DBackOff", "/api/v1/events?query=not%20namespace%3Dpayments",
            "/api/v1/aggregate?by=namespace,name,reason&metrics=count,objects", "/api/v1/aggregate?by=message", "/api/v1/aggregate?by=owner,node&bucket=1h",
            "/api/v1/timeline?object=pod/payments/ledger", "/api/v1/timeline?object=pod/same",
            "/api/v1/fields/name/values", "/api/v1/fields/namespace/values", "/api/v1/fields/node/values", "/api/v1/fields/label.app.kubernetes.io%2Fname/values",
            "/api/v1/incidents?state=all", "/api/v1/patterns?limit=1000", "/api/v1/alerts", "/api/v1/silences",
            .. Enumerable.Range(1, (int)last).Select(static n => $"/api/v1/events/{n}"),
        ];
        foreach (var path in paths)
            Assert.DoesNotContain("secret", (await _host.AskAsync(_host.Request("GET", path, token))).Body.ToString(), StringComparison.Ordinal);
        // The name that was asked for comes back, and nothing with it.
        foreach (var name in new[] { "pod/secret-pod", "node/secret-node", "namespace/secret-shop" })
            Assert.Equal(0, (await _host.GetAsync("/api/v1/timeline?object=" + name, token)).Body.GetProperty("lanes").GetArrayLength());
    }

    [Fact]
    public async Task Whoever_sees_all_sees_all_of_that()
    {
        foreach (var path in new[] { "/api/v1/events", "/api/v1/aggregate?by=namespace", "/api/v1/fields/namespace/values", "/api/v1/incidents?state=all", "/api/v1/patterns", "/api/v1/alerts", "/api/v1/silences", "/api/v1/stats", "/api/v1/timeline?object=node/secret-node" })
            Assert.Contains("secret", (await _host.GetAsync(path)).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_its_own_is_all_there()
    {
        var own = await CountAsync("namespace=payments", ApiHost.ReadToken);
        var stats = (await _host.GetAsync("/api/v1/stats", ApiHost.PaymentsToken)).Body;

        Assert.True(own > 10);
        Assert.Equal(own, await CountAsync("", ApiHost.PaymentsToken));
        Assert.Equal((own, JsonValueKind.Null, "30d"), (stats.GetProperty("occurrences").GetInt64(), stats.GetProperty("bytes").ValueKind, stats.GetProperty("retention").GetProperty("namespaces").GetProperty("payments").GetString()));
        Assert.NotEqual(0, (await _host.GetAsync("/api/v1/timeline?object=pod/ledger", ApiHost.PaymentsToken)).Body.GetProperty("lanes").GetArrayLength());
        Assert.Single((await _host.GetAsync("/api/v1/incidents", ApiHost.PaymentsToken)).Body.GetProperty("incidents").EnumerateArray());
        Assert.Equal("ByNamespace", Assert.Single((await _host.GetAsync("/api/v1/alerts", ApiHost.PaymentsToken)).Body.GetProperty("alerts").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("payments", Assert.Single((await _host.GetAsync("/api/v1/patterns", ApiHost.PaymentsToken)).Body.GetProperty("patterns").EnumerateArray()).GetProperty("namespace").GetString());
    }

    [Fact]
    public async Task Events_of_the_cluster_lie_in_default_and_are_not_for_those_who_see_default()
    {
        var seen = (await _host.GetAsync("/api/v1/events", DefaultToken)).Body.GetProperty("events").EnumerateArray().Select(static e => e.GetProperty("involvedObject").GetProperty("name").GetString());

        Assert.Equal(["same"], seen.Distinct());
    }

    [Theory]
    [InlineData("/api/v1/timeline?object=pod/secret-shop/secret-pod", HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/timeline?object=pod/nowhere/nothing", HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/events/1", HttpStatusCode.NotFound)]
    public async Task Whether_it_exists_is_not_told(string path, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _host.GetAsync(path, ApiHost.PaymentsToken)).Status);

    [Fact]
    public async Task An_incident_of_another_namespace_is_as_good_as_none()
    {
        var all = (await _host.GetAsync("/api/v1/incidents")).Body.GetProperty("incidents").EnumerateArray().ToList();
        Assert.Equal(2, all.Count);
        foreach (var incident in all)
        {
            var own = incident.GetProperty("root").GetProperty("namespace").GetString() == "payments";
            Assert.Equal(own ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await _host.GetAsync("/api/v1/incidents/" + incident.GetProperty("id").GetString(), ApiHost.PaymentsToken)).Status);
        }
    }

    [Fact]
    public async Task The_stream_brings_its_own_only()
    {
        await using var stream = await SseClient.OpenAsync(_host, token: ApiHost.PaymentsToken);
        await _host.AddAsync(SomeEvents.In("secret-shop", "secret-new"), SomeEvents.OfNode("secret-new"), SomeEvents.In("payments", "own"));

        Assert.Equal("own", (await stream.NextAsync()).Data.GetProperty("involvedObject").GetProperty("name").GetString());
    }

    private async Task FillAsync()
    {
        await _host.AddAsync(
            SomeEvents.In("secret-shop", "secret-pod"), SomeEvents.OfNode("secret-node"), SomeEvents.In("secret-shop", "same", message: "secret"), SomeEvents.In("default", "same"), SomeEvents.In("payments", "same"));
        await _host.FeedAsync(Crashes("secret-shop", "secret-crash"));
        await _host.FeedAsync(Crashes("payments", "ledger"));
        // Later than all: what is due by the time of events is found.
        await _host.AddAsync(SomeEvents.In("payments", "later", "Pulled", TimeSpan.FromMinutes(9)));
        foreach (var matchers in new[] { "namespace=payments name=x", "name=secret" })
            await _host.PostAsync("/api/v1/silences", JsonSerializer.Serialize(new { matchers, duration = "1h" }));
        await EventuallyAsync(async () => (await _host.GetAsync("/api/v1/alerts")).Body.GetProperty("alerts").GetArrayLength() >= 3 && (await _host.GetAsync("/api/v1/patterns")).Body.GetProperty("patterns").GetArrayLength() >= 2);
        await _host.SettledAsync();
    }

    private static AnalyzedEvent[] Crashes(string @namespace, string pod) =>
        [.. Enumerable.Range(1, 12).Select(i => SomeEvents.In(@namespace, pod, after: TimeSpan.FromSeconds(i * 10), message: $"Back-off restarting failed container app in pod {pod}_{@namespace}"))];

    private async Task<long> CountAsync(string query, string token) =>
        (await _host.GetAsync("/api/v1/aggregate?query=" + Uri.EscapeDataString(query), token)).Body.GetProperty("groups")[0].GetProperty("count").GetInt64();

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(10, limit.Token);
    }
}
