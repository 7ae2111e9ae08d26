using System.Net;
using EventExporter.History.Sqlite;
using EventExporter.Telemetry;
using EventExporter.Web.Api;

namespace EventExporter.Tests.Web.Api;

/// <summary>An exporter without a history, and one whose history cannot be read: what is answered then.</summary>
public sealed class AbsentHistoryTests
{
    private static readonly string[] Paths =
        ["/api/v1/events", "/api/v1/events/1", "/api/v1/aggregate", "/api/v1/timeline?object=pod/shop/web", "/api/v1/stats", "/api/v1/stream", "/api/v1/fields/reason/values"];

    [Fact]
    public async Task Where_none_is_wanted_the_answer_names_the_key()
    {
        await using var host = await ApiHost.StartAsync(configure: static c => c with { History = c.History with { Enabled = false } });
        foreach (var path in Paths)
        {
            var (status, body) = await host.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotImplemented, status);
            Assert.Contains("history.enabled", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/v1/fields")).Status);
        Assert.Equal(HttpStatusCode.NotImplemented, (await host.PostAsync("/api/v1/explain", """{"sequence":1}""")).Status);
    }

    [Fact]
    public async Task One_that_could_not_be_opened_says_why()
    {
        await using var host = await ApiHost.StartAsync(prepare: static folder => Directory.CreateDirectory(Path.Combine(folder, "history.db")));
        foreach (var path in Paths)
        {
            var (status, body) = await host.GetAsync(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Equal(host.Health.Reports[SqliteHistory.HealthPart].Detail, body.GetProperty("detail").GetString());
        }

        Assert.Equal(HealthState.Degraded, host.Health.Reports[SqliteHistory.HealthPart].State);
    }

    [Fact]
    public async Task One_that_cannot_be_read_now_says_so_and_the_rest_goes_on()
    {
        await using var host = await ApiHost.StartAsync(findings: true);
        host.Services.Sources = host.Services.Sources! with { History = new HistoryAccess(new UnreadableHistory(), static () => ApiProblem.NotFound("")) };
        foreach (var path in Paths)
        {
            var (status, body) = await host.GetAsync(path);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, UnreadableHistory.Why), (status, body.GetProperty("detail").GetString()));
        }

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/v1/receivers")).Status);
        Assert.Equal(UnreadableHistory.Why, (await host.GetAsync("/api/v1/incidents?state=all")).Body.GetProperty("reason").GetString());
    }
}
