using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using EventExporter.Telemetry;
using EventExporter.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EventExporter.Tests.Web;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public sealed class OperationEndpointsTests : IAsyncLifetime
{
    private readonly HealthBoard _health = new();
    private readonly ExporterMetrics _exporter = new();
    private readonly PrometheusText _metrics;
    private readonly HttpClient _client = new();
    private WebApplication _server = null!;

    public OperationEndpointsTests() => _metrics = new PrometheusText("", _exporter.Meter);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        _server = builder.Build();
        _server.UseRouting();
        _server.MapOperation(_metrics, _health);
        await _server.StartAsync();
        _client.BaseAddress = new Uri(_server.Urls.First());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _metrics.Dispose();
        _exporter.Dispose();
    }

    [Theory]
    [InlineData(HealthState.Ok, 200, 200)]
    [InlineData(HealthState.Degraded, 200, 200)]
    [InlineData(HealthState.NotReady, 200, 503)]
    [InlineData(HealthState.Failed, 503, 503)]
    public async Task The_worst_part_decides_what_a_probe_hears(object state, int healthy, int ready)
    {
        _health.Report("journal", HealthState.Ok);
        _health.Report("watch", (HealthState)state, "no line for 90 s");

        Assert.Equal(healthy, (int)(await _client.GetAsync(new Uri("/-/healthy", UriKind.Relative))).StatusCode);
        Assert.Equal(ready, (int)(await _client.GetAsync(new Uri("/-/ready", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Before_any_part_has_reported_it_is_healthy_but_not_ready()
    {
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri("/-/healthy", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _client.GetAsync(new Uri("/-/ready", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task The_text_lists_the_worst_part_first_with_its_detail()
    {
        _health.Report("journal", HealthState.Ok);
        _health.Report("receiver slack", HealthState.Degraded, "429 for 2 min");
        _health.Report("watch", HealthState.Failed, "no line for 90 s");

        var text = await (await _client.GetAsync(new Uri("/-/ready", UriKind.Relative))).Content.ReadAsStringAsync();

        Assert.Equal("failed\nwatch: failed, no line for 90 s\nreceiver slack: degraded, 429 for 2 min\njournal: ok\n", text);
    }

    [Fact]
    public async Task The_same_is_there_as_JSON()
    {
        _health.Report("watch", HealthState.NotReady, "first list under way");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/-/ready");
        request.Headers.Accept.ParseAdd("application/json");

        var response = await _client.SendAsync(request);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.False(answer.RootElement.GetProperty("ok").GetBoolean());
        var part = answer.RootElement.GetProperty("parts")[0];
        Assert.Equal(("watch", "not ready", "first list under way"), (part.GetProperty("name").GetString(), part.GetProperty("state").GetString(), part.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Metrics_are_served_in_the_format_that_Prometheus_scrapes()
    {
        var response = await _client.GetAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Contains("event_exporter_build_info{", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
