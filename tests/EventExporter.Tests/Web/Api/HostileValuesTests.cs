using System.Net;
using System.Text.Json;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Web.Api;

/// <summary>Texts that are made to break out of wherever they are put: they come back as they were, and break nothing.</summary>
public sealed class HostileValuesTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public static TheoryData<string> Texts() =>
    [
        "'; DROP TABLE events; --", "\" OR \"\"=\"", "' OR 1=1 --", "<script>alert(1)</script>", "a\\b\\", "line\nbreak\r\ttab", "\u0001\u001F\u007F", "\u202Eabc\u2066", "\U0001F600 ünï",
        "x'||(SELECT message FROM events)||'", "%_*?[a-z]", "$p0", "{{ reason }}", "a\nevent: gap\ndata: {}", "id: 7\n\n", "]]>", "a/b?c#d&e=f", "\u2028\u2029",
    ];

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task What_was_put_in_comes_out_by_every_way(string text)
    {
        await _host.AddAsync(Event(text), SomeEvents.In("shop", "other"));
        await using var stream = await SseClient.OpenAsync(_host, 0);
        var streamed = (await stream.NextAsync()).Data;
        var query = Uri.EscapeDataString($"message={Quote(text)} reason={Quote(text)} name={Quote(text)} label.app={Quote(text)}");
        var found = Assert.Single((await _host.GetAsync("/api/v1/events?query=" + query)).Body.GetProperty("events").EnumerateArray());
        var detail = (await _host.GetAsync("/api/v1/events/1")).Body;
        var group = Assert.Single((await _host.GetAsync($"/api/v1/aggregate?by=reason,message,name,label.app&query={query}")).Body.GetProperty("groups").EnumerateArray());
        var timeline = (await _host.GetAsync($"/api/v1/timeline?object={Uri.EscapeDataString($"Pod/shop/{text}")}")).Body;
        var values = (await _host.GetAsync("/api/v1/fields/reason/values")).Body.GetProperty("values").EnumerateArray().Select(static v => v.GetProperty("value").GetString());

        foreach (var event_ in new[] { streamed, found, detail })
        {
            Assert.Equal((text, text, text), (event_.GetProperty("reason").GetString(), event_.GetProperty("message").GetString(), event_.GetProperty("involvedObject").GetProperty("name").GetString()));
            Assert.Equal(text, event_.GetProperty("involvedObject").GetProperty("labels").GetProperty("app").GetString());
        }

        Assert.All(["reason", "message", "name", "label.app"], field => Assert.Equal(text, group.GetProperty(field).GetString()));
        Assert.Contains(text, values);
        Assert.Equal((text, text), (timeline.GetProperty("object").GetProperty("name").GetString(), timeline.GetProperty("lanes")[0].GetProperty("events")[0].GetProperty("message").GetString()));
        var (_, explained) = await _host.PostAsync("/api/v1/explain", detail.GetProperty("yaml").GetString()!, type: "application/yaml");
        Assert.Contains("steps", explained.ToString(), StringComparison.Ordinal);
        Assert.Equal("other", (await stream.NextAsync()).Data.GetProperty("involvedObject").GetProperty("name").GetString());
        await IsWholeAsync(2);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task As_a_parameter_it_is_a_mistake_at_most(string text)
    {
        await _host.AddAsync(SomeEvents.In("shop", "web"));
        var value = Uri.EscapeDataString(text);
        foreach (var path in new[]
        {
            $"/api/v1/events?query={value}", $"/api/v1/events?cursor={value}", $"/api/v1/events?order={value}", $"/api/v1/events?{value}=1",
            $"/api/v1/events/{value}", $"/api/v1/aggregate?by={value}", $"/api/v1/aggregate?by=label.{value}", $"/api/v1/aggregate?bucket={value}", $"/api/v1/aggregate?metrics={value}",
            $"/api/v1/timeline?object={value}", $"/api/v1/timeline?object=pod/shop/{value}", $"/api/v1/timeline?object=pod/shop/web&since={value}",
            $"/api/v1/fields/{value}/values", $"/api/v1/fields/label.{value}/values", $"/api/v1/stream?query={value}&after=x", $"/api/v1/incidents/{value}", $"/api/v1/incidents?state={value}",
        })
        {
            var (status, body) = await _host.AskAsync(_host.Request("GET", path));
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.NotImplemented, $"{path}: {status} {body}");
        }

        await IsWholeAsync(1);
    }

    private static AnalyzedEvent Event(string text)
    {
        var some = SomeEvents.About(new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = "shop", Name = text }, "shop", text, default, text, 1);
        return some with { Enriched = some.Enriched with { Object = some.Object with { Labels = new Dictionary<string, string> { ["app"] = text } } } };
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private async Task IsWholeAsync(int events) => Assert.Equal(events, (await _host.GetAsync("/api/v1/stats")).Body.GetProperty("events").GetInt32());
}
