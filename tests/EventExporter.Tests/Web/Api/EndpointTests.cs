using System.Net;
using System.Text.Json;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Tests.Pipeline.Delivery;
using EventExporter.Web.Api;

namespace EventExporter.Tests.Web.Api;

/// <summary>Receivers, gaps, dead letters, explanations, the description, and how errors look.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    public async Task InitializeAsync() => _host = await ApiHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_session_tells_who_one_is()
    {
        var reader = (await _host.GetAsync("/api/v1/session")).Body;
        var payments = (await _host.GetAsync("/api/v1/session", ApiHost.PaymentsWriteToken)).Body;
        var stranger = (await _host.GetAsync("/api/v1/session", null)).Body;

        Assert.Equal(("reader", true, false, JsonValueKind.Null), (reader.GetProperty("name").GetString(), reader.GetProperty("read").GetBoolean(), reader.GetProperty("write").GetBoolean(), reader.GetProperty("namespaces").ValueKind));
        Assert.Equal(("test", "[\"payments\"]"), (payments.GetProperty("cluster").GetString(), payments.GetProperty("namespaces").ToString()));
        Assert.Equal((false, false, ""), (stranger.GetProperty("authenticated").GetBoolean(), stranger.GetProperty("read").GetBoolean(), stranger.GetProperty("cluster").GetString()));
    }

    [Fact]
    public async Task Receivers_show_their_account()
    {
        await _host.PostAsync("/api/v1/events", SampleRequests.Event);
        await _host.PostAsync("/api/v1/events", SampleRequests.Event.Replace("BackupFailed", "Noise", StringComparison.Ordinal));
        JsonElement receiver = default;
        await EventuallyAsync(async () =>
        {
            receiver = (await _host.GetAsync("/api/v1/receivers")).Body.GetProperty("receivers")[0];
            return receiver.GetProperty("pending").GetInt64() == 0;
        });

        Assert.Equal(("out", "scripted", "delivering"), (receiver.GetProperty("name").GetString(), receiver.GetProperty("type").GetString(), receiver.GetProperty("state").GetString()));
        Assert.Equal((2L, 1L, 1L), (receiver.GetProperty("received").GetInt64(), receiver.GetProperty("delivered").GetInt64(), receiver.GetProperty("notRouted").GetInt64()));
    }

    [Fact]
    public async Task What_a_service_said_is_not_for_those_who_see_one_namespace()
    {
        _host.Sink.Always = static _ => Outcome.Rejected("no such index: secret-of-shop");
        await _host.PostAsync("/api/v1/events", SampleRequests.Event);
        await EventuallyAsync(async () => (await _host.GetAsync("/api/v1/receivers")).Body.ToString().Contains("secret-of-shop", StringComparison.Ordinal));

        Assert.DoesNotContain("secret-of-shop", (await _host.GetAsync("/api/v1/receivers", ApiHost.PaymentsToken)).Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gaps_are_listed_newest_first_and_by_what_one_sees()
    {
        var time = DateTimeOffset.UnixEpoch;
        foreach (var scope in new[] { "", "payments", "shop", "receiver/out" })
            await _host.Journal.AppendAsync(new JournalCommit { Gaps = [new Gap(scope, time, time = time.AddHours(1), $"why {scope}", scope.Length == 0 ? 3 : null)] }, CancellationToken.None);

        Assert.Equal(4, (await _host.GetAsync("/api/v1/gaps")).Body.GetProperty("gaps").GetArrayLength());
        Assert.Equal("receiver/out", (await _host.GetAsync("/api/v1/gaps?limit=1")).Body.GetProperty("gaps")[0].GetProperty("scope").GetString());
        Assert.Equal(["payments", ""], (await _host.GetAsync("/api/v1/gaps", ApiHost.PaymentsToken)).Body.GetProperty("gaps").EnumerateArray().Select(g => g.GetProperty("scope").GetString()!));
    }

    [Fact]
    public async Task Dead_letters_come_in_pages_that_neither_repeat_nor_leave_out_while_more_come()
    {
        await AddLettersAsync(25);
        var seen = new List<long>();
        string? before = null;
        do
        {
            var page = (await _host.GetAsync($"/api/v1/deadletters?limit=4{(before is null ? "" : $"&before={before}")}")).Body;
            seen.AddRange(page.GetProperty("deadLetters").EnumerateArray().Select(l => l.GetProperty("id").GetInt64()));
            before = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").ToString();
            await AddLettersAsync(1, from: 1000 + seen.Count);
        }
        while (before is not null);

        Assert.Equal(Enumerable.Range(1, 25).Select(static i => (long)i).Reverse(), seen);
    }

    [Fact]
    public async Task A_dead_letter_is_sent_again_when_asked_and_gone_when_accepted()
    {
        await AddLettersAsync(3);
        var (_, answer) = await _host.PostAsync("/api/v1/deadletters/retry", """{"ids":[2,99]}""");

        Assert.Equal(1, answer.GetProperty("requested").GetInt32());
        await ApiHost.UntilAsync(() => _host.Journal.DeadLetters.GetDeadLetter(2) is null);
        Assert.Equal(["e2"], _host.Sink.Names);
        Assert.Equal(2, (await _host.PostAsync("/api/v1/deadletters/discard", """{"receiver":"out"}""")).Body.GetProperty("discarded").GetInt32());
    }

    [Fact]
    public async Task A_token_of_a_namespace_sees_and_touches_its_own_letters_only()
    {
        await AddLettersAsync(5);
        await AddLettersAsync(2, "payments", 100);
        await _host.Journal.AddDeadLettersAsync([new DeadLetter(0, "out", 900, "summary", DateTimeOffset.UnixEpoch, "journal full", null, null) { Count = 7 }], CancellationToken.None);

        Assert.Equal(2, (await _host.GetAsync("/api/v1/deadletters", ApiHost.PaymentsToken)).Body.GetProperty("deadLetters").GetArrayLength());
        Assert.Equal(0, (await _host.PostAsync("/api/v1/deadletters/discard", """{"ids":[1,2,3]}""", ApiHost.PaymentsWriteToken)).Body.GetProperty("discarded").GetInt32());
        Assert.Equal(2, (await _host.PostAsync("/api/v1/deadletters/discard", """{"all":true}""", ApiHost.PaymentsWriteToken)).Body.GetProperty("discarded").GetInt32());
        Assert.Equal(6, (await _host.PostAsync("/api/v1/deadletters/discard", """{"all":true}""")).Body.GetProperty("discarded").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ids":[]}""")]
    [InlineData("""{"ids":["1"]}""")]
    [InlineData("""{"ids":[1.5]}""")]
    [InlineData("""{"ids":[1],"all":true}""")]
    [InlineData("""{"all":false}""")]
    [InlineData("""{"receiver":"nobody"}""")]
    [InlineData("""{"everything":true}""")]
    public async Task A_selection_of_letters_that_is_none_changes_nothing(string body)
    {
        await AddLettersAsync(1);

        Assert.Equal(HttpStatusCode.BadRequest, (await _host.PostAsync("/api/v1/deadletters/discard", body)).Status);
        Assert.NotNull(_host.Journal.DeadLetters.GetDeadLetter(1));
    }

    [Theory]
    [InlineData("application/json", SampleRequests.Event, "out")]
    [InlineData("application/yaml", "reason: Noise\ninvolvedObject: {kind: Pod, name: web}", null)]
    public async Task An_explanation_names_the_receivers_and_each_rule(string type, string body, string? receiver)
    {
        var (status, answer) = await _host.PostAsync("/api/v1/explain", body, ApiHost.ReadToken, type);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(receiver is null ? [] : [receiver], answer.GetProperty("receivers").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal("^Noise$", answer.GetProperty("steps")[0].GetProperty("drop")[0].GetProperty("conditions")[0].GetProperty("wanted").GetString());
        Assert.Contains("=>", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, _host.Journal.Head);
    }

    [Fact]
    public async Task An_event_of_another_namespace_is_not_explained() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.PostAsync("/api/v1/explain", """{"reason":"R","involvedObject":{"kind":"Pod","name":"w","namespace":"shop"}}""", ApiHost.PaymentsToken)).Status);

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api", 404)]
    [InlineData("POST", "/api/v1/receivers", 405)]
    [InlineData("DELETE", "/api/v1/deadletters", 405)]
    [InlineData("GET", "/api/v1/gaps?limt=5", 400)]
    [InlineData("GET", "/api/v1/gaps?limit=0", 400)]
    [InlineData("GET", "/api/v1/gaps?limit=1001", 400)]
    [InlineData("GET", "/api/v1/gaps?limit=%00", 400)]
    [InlineData("GET", "/api/v1/gaps?limit=1&limit=2", 400)]
    [InlineData("GET", "/api/v1/deadletters?before=-1&limit=x", 400)]
    public async Task Every_refusal_is_a_problem_that_says_what_is_wrong(string method, string path, int expected)
    {
        var (status, body) = await _host.AskAsync(_host.Request(method, path));

        Assert.Equal(expected, (int)status);
        Assert.NotEmpty(body.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task All_wrong_parameters_are_told_at_once_and_the_right_name_is_suggested()
    {
        var numbers = (await _host.GetAsync("/api/v1/deadletters?before=-1&limit=x")).Body.GetProperty("errors");
        var name = (await _host.GetAsync("/api/v1/gaps?limt=5")).Body.GetProperty("errors")[0];

        Assert.Equal(2, numbers.GetArrayLength());
        Assert.Equal("did you mean 'limit'?", name.GetProperty("hint").GetString());
    }

    [Fact]
    public async Task While_the_exporter_starts_the_answer_is_to_come_again()
    {
        var sources = _host.Services.Sources;
        _host.Services.Sources = null;
        using var response = await _host.SendAsync(_host.Request("GET", "/api/v1/receivers"));
        _host.Services.Sources = sources;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Every_answer_tells_browsers_to_be_careful()
    {
        foreach (var path in new[] { "/api/v1/session", "/api/nothing", "/api/openapi.json" })
        {
            using var response = await _host.SendAsync(_host.Request("GET", path));
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task The_description_has_every_endpoint_and_no_other_and_its_references_lead_somewhere()
    {
        var document = (await _host.GetAsync("/api/openapi.json", null)).Body;

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(op => $"{op.Name.ToUpperInvariant()} {path.Name}"));
        Assert.Equal(ApiEndpoints.All.Select(static e => $"{e.Method} {e.Path}").Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        Assert.Equal(ApiEndpoints.All.Count, ApiEndpoints.All.Select(static e => e.Id).Distinct().Count());
        var used = References(document).ToHashSet(StringComparer.Ordinal);
        var there = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(static s => s.Name).ToList();
        Assert.Equal(there.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.NameEquals("$ref") ? [member.Value.GetString()!.Split('/')[^1]] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private Task AddLettersAsync(int count, string @namespace = "shop", int from = 1) => _host.Journal.AddDeadLettersAsync(
        [
            .. Enumerable.Range(from, count).Select(i =>
            {
                var e = Some.Event($"e{i}");
                var placed = e with { Enriched = e.Enriched with { Event = e.Event with { Namespace = @namespace } } };
                return new DeadLetter(0, "out", i, $"id-{i}", DateTimeOffset.UnixEpoch, "refused", "{}", placed);
            }),
        ],
        CancellationToken.None);

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(10, limit.Token);
    }
}
