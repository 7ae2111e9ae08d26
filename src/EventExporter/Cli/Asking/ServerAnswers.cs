using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EventExporter.Configuration.Values;
using EventExporter.Query;

namespace EventExporter.Cli.Asking;

/// <summary>Asks a running exporter over HTTP.</summary>
internal sealed class ServerAnswers : IAnswers
{
    private const int PageSize = 1000;

    private readonly HttpClient _http;
    private readonly Uri _server;

    public ServerAnswers(Uri server, string? token)
    {
        _server = server;
        _http = new HttpClient { BaseAddress = new Uri(server.AbsoluteUri.TrimEnd('/') + "/"), Timeout = TimeSpan.FromMinutes(2) };
        if (token is { Length: > 0 })
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async IAsyncEnumerable<JsonElement> EventsAsync(string query, int limit, Action<string> partial, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await GetAsync("events", [("query", query), ("limit", Number(Math.Min(limit, PageSize))), ("cursor", cursor)], cancellation);
            foreach (var found in page.GetProperty("events").EnumerateArray())
            {
                limit--;
                yield return found;
            }

            if (page.TryGetProperty("partial", out var isPartial) && isPartial.ValueKind == JsonValueKind.True)
                partial(Text(page, "reason"));
            cursor = Text(page, "next");
        }
        while (limit > 0 && cursor.Length > 0);
    }

    public async IAsyncEnumerable<JsonElement> FollowAsync(string query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path("stream", [("query", query)]));
        using var answer = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        var kind = "event";
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("event:", StringComparison.Ordinal))
                kind = line[6..].Trim();
            if (line.Length == 0)
                kind = "event";
            if (!line.StartsWith("data:", StringComparison.Ordinal) || kind != "event")
                continue;
            using var document = JsonDocument.Parse(line[5..]);
            yield return document.RootElement.Clone();
        }

        throw UserError.Failure($"event-exporter: {_server} ended the stream.");
    }

    public Task<JsonElement> AggregateAsync(AggregateQuestion question, CancellationToken cancellation) => GetAsync(
        "aggregate",
        [
            ("query", question.Query), ("by", string.Join(',', question.By)), ("bucket", question.Bucket is { } bucket ? Duration.Format(bucket) : null),
            ("metrics", string.Join(',', question.Metrics)), ("limit", Number(question.Limit)),
        ],
        cancellation);

    public Task<JsonElement> TimelineAsync(string about, DateTimeOffset since, DateTimeOffset? until, CancellationToken cancellation) => GetAsync(
        "timeline", [("object", about), ("since", QueryTimes.Format(since)), ("until", until is { } end ? QueryTimes.Format(end) : null)], cancellation);

    public Task<JsonElement> StatsAsync(CancellationToken cancellation) => GetAsync("stats", [], cancellation);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return default;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    private static string Path(string what, IEnumerable<(string Name, string? Value)> parameters)
    {
        var query = string.Join('&', parameters.Where(static p => p.Value is { Length: > 0 }).Select(static p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return $"api/v1/{what}{(query.Length > 0 ? "?" + query : "")}";
    }

    private async Task<JsonElement> GetAsync(string what, IEnumerable<(string, string?)> parameters, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path(what, parameters));
        using var answer = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
        try
        {
            using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw UserError.Failure($"event-exporter: {_server} does not answer like an event-exporter; check --server.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellation)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, completion, cancellation);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            throw UserError.Failure($"event-exporter: {_server} cannot be reached: {error.Message}. Check --server (or EVENT_EXPORTER_SERVER), or ask the history itself with --config.");
        }

        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw UserError.Failure($"event-exporter: {_server} answers {(int)answer.StatusCode}: {await WhyAsync(answer, cancellation)}");
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var hint = answer.StatusCode == HttpStatusCode.Unauthorized ? " Set EVENT_EXPORTER_TOKEN to a token that may read." : "";
        try
        {
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            var detail = Text(document.RootElement, "detail");
            return (detail.Length > 0 ? detail : Text(document.RootElement, "title")) + hint;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return answer.ReasonPhrase + hint;
        }
    }
}
