using System.Net;
using System.Text.Json;
using EventExporter.Pipeline.Delivery;

namespace EventExporter.Tests.Web.Api;

/// <summary>Silences over HTTP: how they are made, what they hold back, who may.</summary>
public sealed class SilenceEndpointTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_silence_holds_events_back_until_it_is_ended()
    {
        var (status, added) = await _host.PostAsync("/api/v1/silences", """{"matchers":"name=web","author":"ann","comment":"upgrade","duration":"2h"}""");
        Assert.Equal((HttpStatusCode.Created, "active", 0), (status, added.GetProperty("state").GetString(), added.GetProperty("held").GetInt32()));
        await _host.AddAsync(SomeEvents.In("shop", "web"), SomeEvents.In("shop", "other"));
        await ApiHost.UntilAsync(() => _host.Sink.Names.Contains("other"));

        Assert.DoesNotContain("web", _host.Sink.Names);
        Assert.Equal(1, (await ListAsync())[0].GetProperty("held").GetInt32());
        var ended = (await DeleteAsync(added.GetProperty("id").GetString()!)).Body;
        Assert.Equal("expired", ended.GetProperty("state").GetString());
        await _host.AddAsync(SomeEvents.In("shop", "web", "Failed"));
        await ApiHost.UntilAsync(() => _host.Sink.Names.Contains("web"));
    }

    [Fact]
    public async Task Start_and_end_can_be_given_and_the_author_is_else_the_token()
    {
        var added = (await _host.PostAsync("/api/v1/silences", """{"matchers":"namespace=shop","startsAt":"2100-01-01T00:00:00Z","endsAt":"2100-01-02"}""")).Body;

        Assert.Equal(("pending", "2100-01-01T00:00:00Z", "2100-01-02T00:00:00Z", "writer"), (added.GetProperty("state").GetString(), added.GetProperty("startsAt").GetString(), added.GetProperty("endsAt").GetString(), added.GetProperty("author").GetString()));
    }

    [Theory]
    [InlineData("""{"matchers":"resaon=x namspace=y","author":" ","endsAt":"2000-01-01"}""", "matchers 1, matchers 10, author, endsAt")]
    [InlineData("""{"matchers":"","duration":"2h"}""", "matchers 1")]
    [InlineData("""{"matchers":"namespace=shop since=2h","duration":"2h"}""", "matchers 1")]
    [InlineData("""{"matchers":"name=x"}""", "endsAt")]
    [InlineData("""{"matchers":"name=x","endsAt":"2h"}""", "endsAt")]
    [InlineData("""{"matchers":"name=x","duration":"soon"}""", "duration")]
    [InlineData("""{"matchers":"name=x","duration":"99999999w"}""", "duration")]
    [InlineData("""{"matchers":"name=x","duration":"2h","endsAt":"2100-01-01"}""", "duration")]
    [InlineData("""{"matchers":"name=x","startsAt":"2100-01-02","endsAt":"2100-01-01"}""", "endsAt")]
    [InlineData("""{"matchers":7,"author":[],"endAt":"2100-01-01","duration":"1h"}""", "endAt, matchers, author")]
    public async Task All_that_is_wrong_is_told_at_once_by_its_member(string body, string wrong)
    {
        var (status, answer) = await _host.PostAsync("/api/v1/silences", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(wrong, string.Join(", ", answer.GetProperty("errors").EnumerateArray().Select(Place)));
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"namespace=shop\"")]
    [InlineData("{\"matchers\":")]
    public async Task What_is_no_silence_is_none(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.PostAsync("/api/v1/silences", body)).Status);

    [Fact]
    public async Task Hostile_texts_are_kept_as_they_are()
    {
        const string Text = "<script>\"'; DROP TABLE silences; --\u202E\n\u0007";
        var body = JsonSerializer.Serialize(new { matchers = $"message={JsonSerializer.Serialize("a\\b; DROP TABLE silences")}", author = Text, comment = Text, duration = "1h" });
        Assert.Equal(HttpStatusCode.Created, (await _host.PostAsync("/api/v1/silences", body)).Status);
        var kept = (await ListAsync())[0];

        Assert.Equal((Text.Trim(), Text.Trim()), (kept.GetProperty("author").GetString(), kept.GetProperty("comment").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await DeleteAsync(Uri.EscapeDataString("' OR 1=1 --"))).Status);
        Assert.Equal("active", (await ListAsync())[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_token_of_a_namespace_makes_and_sees_silences_of_its_own_only()
    {
        foreach (var matchers in new[] { "namespace=payments reason=BackOff", "reason=BackOff", "namespace=shop", "namespace=payments or reason=x", "namespace!=shop", "namespace in (payments, shop)", "namespace=~payments" })
            Assert.Equal(HttpStatusCode.Created, (await _host.PostAsync("/api/v1/silences", Silence(matchers))).Status);
        foreach (var matchers in new[] { "reason=BackOff", "namespace=shop", "namespace=payments or reason=x", "namespace in (payments, shop)", "not namespace=payments", "namespace=~payments" })
            Assert.Equal(HttpStatusCode.Forbidden, (await _host.PostAsync("/api/v1/silences", Silence(matchers), ApiHost.PaymentsWriteToken)).Status);

        Assert.Equal(HttpStatusCode.Created, (await _host.PostAsync("/api/v1/silences", Silence("reason=x involvedObject.namespace=payments"), ApiHost.PaymentsWriteToken)).Status);
        Assert.Equal(["namespace=payments reason=BackOff", "reason=x involvedObject.namespace=payments"], (await ListAsync(ApiHost.PaymentsToken)).Select(static s => s.GetProperty("matchers").GetString()).Order());
        foreach (var silence in await ListAsync())
        {
            var own = silence.GetProperty("matchers").GetString()!.Contains("namespace=payments", StringComparison.Ordinal) && !silence.GetProperty("matchers").GetString()!.Contains(" or ", StringComparison.Ordinal);
            Assert.Equal(own ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await DeleteAsync(silence.GetProperty("id").GetString()!, ApiHost.PaymentsWriteToken)).Status);
        }
    }

    private static string Silence(string matchers) => JsonSerializer.Serialize(new { matchers, author = "ann", duration = "1h" });

    private static string Place(JsonElement error) => $"{error.GetProperty("path").GetString()}{(error.TryGetProperty("column", out var column) ? " " + column : "")}";

    private async Task<List<JsonElement>> ListAsync(string token = ApiHost.ReadToken) => [.. (await _host.GetAsync("/api/v1/silences", token)).Body.GetProperty("silences").EnumerateArray()];

    private Task<(HttpStatusCode Status, JsonElement Body)> DeleteAsync(string id, string token = ApiHost.WriteToken) => _host.AskAsync(_host.Request("DELETE", "/api/v1/silences/" + id, token));
}
