using System.Net;
using System.Text.Json;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Tests.Web.Api;

/// <summary>Incidents over HTTP: those under way, those that are over, and those that only the history knows.</summary>
public sealed class IncidentEndpointTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync(findings: true);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task One_under_way_is_shown_with_what_speaks_for_its_cause()
    {
        await _host.FeedAsync(Crashes("shop", "web"));
        var incident = Assert.Single(await ListAsync(""));

        Assert.Equal(("open", JsonValueKind.Null, "web"), (incident.GetProperty("state").GetString(), incident.GetProperty("until").ValueKind, incident.GetProperty("root").GetProperty("name").GetString()));
        Assert.Equal(12, incident.GetProperty("reasons").GetProperty("BackOff").GetInt32());
        Assert.StartsWith("BackOff on Pod shop/web: Back-off", incident.GetProperty("evidence")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        var id = incident.GetProperty("id").GetString();
        Assert.Equal(incident.ToString(), (await _host.GetAsync("/api/v1/incidents/" + id)).Body.ToString());
        var members = (await _host.GetAsync($"/api/v1/events?query=incident%3D{id}")).Body.GetProperty("events").EnumerateArray();
        Assert.Contains(members, static e => e.GetProperty("reason").GetString() == "IncidentOpened");
    }

    [Fact]
    public async Task States_are_told_apart()
    {
        await _host.FeedAsync(Crashes("shop", "web"));
        foreach (var (state, count) in new[] { ("open", 1), ("recovering", 0), ("resolved", 0), ("all", 1) })
            Assert.Equal(count, (await ListAsync("?state=" + state)).Count);
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.GetAsync("/api/v1/incidents?state=closed")).Status);
    }

    [Fact]
    public async Task What_the_exporter_has_forgotten_the_history_still_knows()
    {
        await _host.AddAsync(Told("inc-1", IncidentState.Opened, 0), Told("inc-1", IncidentState.Resolved, 60), Told("inc-2", IncidentState.Opened, 90), Told("inc-3", IncidentState.Resolved, 120), Told("inc-1", IncidentState.Resolved, 180));

        Assert.Equal(["inc-1", "inc-3"], (await ListAsync("?state=all")).Select(static i => i.GetProperty("id").GetString()));
        Assert.Equal(["inc-1"], (await ListAsync("?state=resolved&limit=1")).Select(static i => i.GetProperty("id").GetString()));
        Assert.Empty(await ListAsync(""));
        var one = (await _host.GetAsync("/api/v1/incidents/inc-1")).Body;
        Assert.Equal(("resolved", SomeEvents.Time.AddSeconds(180)), (one.GetProperty("state").GetString(), one.GetProperty("until").GetDateTimeOffset()));
        Assert.Equal("open", (await _host.GetAsync("/api/v1/incidents/inc-2")).Body.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/v1/incidents/inc-4")).Status);
    }

    [Fact]
    public async Task A_caller_of_one_namespace_gets_no_quotes_of_the_node_and_no_incident_that_touches_another()
    {
        await _host.AddAsync(
            Told("inc-1", IncidentState.Resolved, 0) with { Finding = Finding("inc-1", IncidentState.Resolved, 0) with { Evidence = [new EventQuote { Kind = "Node", Name = "node-7", Reason = "NodeNotReady" }, new EventQuote { Kind = "Pod", Namespace = "payments", Name = "own" }] } },
            Told("inc-2", IncidentState.Resolved, 1) with { Finding = Finding("inc-2", IncidentState.Resolved, 1) with { Members = ["Pod payments/own", "Pod shop/other"] } });
        var seen = (await _host.GetAsync("/api/v1/incidents?state=all", ApiHost.PaymentsToken)).Body;
        var events = (await _host.GetAsync("/api/v1/events?query=incident%3Dinc-1", ApiHost.PaymentsToken)).Body;

        var incident = Assert.Single(seen.GetProperty("incidents").EnumerateArray());
        Assert.Equal("own", Assert.Single(incident.GetProperty("evidence").EnumerateArray()).GetProperty("name").GetString());
        Assert.DoesNotContain("node-7", events.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_none_are_looked_for_the_answer_says_which_key_turns_them_on()
    {
        await using var without = await ApiHost.StartAsync();
        var (status, body) = await without.GetAsync("/api/v1/incidents");

        Assert.Equal(HttpStatusCode.NotImplemented, status);
        Assert.Contains("incidents.enabled", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static AnalyzedEvent[] Crashes(string @namespace, string pod) =>
        [.. Enumerable.Range(1, 12).Select(i => SomeEvents.In(@namespace, pod, after: TimeSpan.FromSeconds(i * 10), message: $"Back-off restarting failed container app in pod {pod}_{@namespace}"))];

    private static AnalyzedEvent Told(string id, IncidentState state, int second) =>
        SomeEvents.In("payments", "own", FindingEvents.ReasonOf(state), TimeSpan.FromSeconds(second)) with { Incident = id, Finding = Finding(id, state, second) };

    private static IncidentFinding Finding(string id, IncidentState state, int second) => new()
    {
        Id = id,
        State = state,
        Title = $"Trouble {id}",
        Root = new ObjectReference { Kind = "Pod", Namespace = "payments", Name = "own" },
        Since = SomeEvents.Time,
        LastSeen = SomeEvents.Time.AddSeconds(second),
        Members = ["Pod payments/own"],
    };

    private async Task<List<JsonElement>> ListAsync(string parameters) =>
        [.. (await _host.GetAsync("/api/v1/incidents" + parameters)).Body.GetProperty("incidents").EnumerateArray()];
}
