using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using EventExporter.Configuration.Values;

namespace EventExporter.Cli.Server;

/// <summary>
/// What commands ask a running exporter, over its HTTP API. Answers are JSON as it came; whatever goes wrong is a <see cref="UserError"/>
/// that says what was asked of whom, and the way out.
/// </summary>
internal sealed class ExporterClient : IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly Uri _server;

    /// <param name="server">Such as <c>http://localhost:8080</c>; a name and a password in it are sent as basic authentication.</param>
    /// <param name="token">A bearer token; empty for none.</param>
    /// <param name="transport">Null for the network.</param>
    public ExporterClient(Uri server, Secret token = default, HttpMessageHandler? transport = null)
    {
        _server = new UriBuilder(server) { UserName = "", Password = "", Path = server.AbsolutePath.TrimEnd('/') + "/", Query = "", Fragment = "" }.Uri;
        // A redirect would carry the credentials to a place that nobody named.
        _http = new HttpClient(transport ?? new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectTime, UseCookies = false })
        {
            BaseAddress = _server,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("event-exporter");
        _http.DefaultRequestHeaders.Authorization = Credentials(server, token);
    }

    /// <summary><c>GET /api/v1/PATH</c>. Parameters without a value are left out.</summary>
    /// <param name="path">Below <c>/api/v1/</c>, such as <c>events</c>.</param>
    public async Task<JsonDocument> GetAsync(string path, IEnumerable<KeyValuePair<string, string?>> parameters, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path, parameters));
        return await SendAsync(request, cancellation);
    }

    /// <summary><c>POST /api/v1/PATH</c> with JSON.</summary>
    public async Task<JsonDocument> PostAsync(string path, string json, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path, []));
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(request, cancellation);
    }

    /// <summary><c>DELETE /api/v1/PATH</c>.</summary>
    public async Task<JsonDocument> DeleteAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Address(path, []));
        return await SendAsync(request, cancellation);
    }

    /// <summary>
    /// <c>GET /api/v1/events</c>, page by page, up to <paramref name="limit"/> events. Says in <paramref name="partial"/> why an answer is
    /// only a part of it.
    /// </summary>
    public async IAsyncEnumerable<JsonElement> EventsAsync(
        string query, int limit, bool ascending, Action<string> partial, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int Page = 500;
        string? cursor = null;
        while (limit > 0)
        {
            using var page = await GetAsync(
                "events",
                [new("query", query), new("limit", Number(Math.Min(limit, Page))), new("order", ascending ? "asc" : "desc"), new("cursor", cursor)],
                cancellation);
            foreach (var e in page.RootElement.GetProperty("events").EnumerateArray())
            {
                yield return e.Clone();
                limit--;
            }

            if (page.RootElement.GetProperty("partial").GetBoolean())
                partial(page.RootElement.GetProperty("reason").GetString() ?? "");
            cursor = page.RootElement.GetProperty("next").GetString();
            if (cursor is null)
                yield break;
        }
    }

    /// <summary>
    /// <c>GET /api/v1/stream</c>: each event (<c>event</c>) or gap (<c>gap</c>) as it comes, until <paramref name="cancellation"/>. A
    /// connection that breaks is taken up where it ended, as long as the server is there.
    /// </summary>
    public async IAsyncEnumerable<(string Type, JsonElement Data)> StreamAsync(
        string query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lastId = "";
        while (!cancellation.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address("stream", [new("query", query)]));
            request.Headers.Accept.ParseAdd("text/event-stream");
            if (lastId.Length > 0)
                request.Headers.Add("Last-Event-ID", lastId);
            using var response = await AskAsync(request, cancellation);
            await using var content = await response.Content.ReadAsStreamAsync(cancellation);
            var events = SseParser.Create(content).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
            await using (events.ConfigureAwait(false))
            {
                while (await HasNextAsync(events))
                {
                    lastId = events.Current.EventId ?? lastId;
                    using var data = JsonDocument.Parse(events.Current.Data);
                    yield return (events.Current.EventType, data.RootElement.Clone());
                }
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<bool> HasNextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            // The connection broke: asked again from the last id on.
            return false;
        }
    }

    private async Task<JsonDocument> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await AskAsync(request, cancellation);
        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        try
        {
            return await JsonDocument.ParseAsync(content, cancellationToken: cancellation);
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw UserError.Failure($"event-exporter: {_server} answered {request.RequestUri} with something that is not JSON. Is it an Event Exporter? Check --server.");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException error)
        {
            throw UserError.Failure(
                $"event-exporter: cannot reach {_server}: {error.GetBaseException().Message.TrimEnd('.')}. Is the exporter running there? --server names another address; "
                + "in a cluster, 'kubectl -n event-exporter port-forward deploy/event-exporter 8080' brings it to http://localhost:8080.");
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await RefusalAsync(response, cancellation);
    }

    private async Task<UserError> RefusalAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = response.StatusCode;
        var told = ProblemText.Of(await response.Content.ReadAsStringAsync(cancellation));
        return status switch
        {
            HttpStatusCode.Unauthorized => UserError.Failure($"event-exporter: {_server} wants to know who asks. Set EVENT_EXPORTER_TOKEN, or --token-file FILE. {told}".TrimEnd()),
            HttpStatusCode.BadRequest => new UserError(ExitCode.Usage, $"event-exporter: {told}"),
            _ when told.Length > 0 => UserError.Failure($"event-exporter: {told}"),
            _ => UserError.Failure($"event-exporter: {_server} answered {(int)status} {response.ReasonPhrase}. Is it an Event Exporter of this version? Check --server."),
        };
    }

    private static string Address(string path, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var address = new StringBuilder("api/v1/").Append(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is null)
                continue;
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return address.ToString();
    }

    private static AuthenticationHeaderValue? Credentials(Uri server, Secret token)
    {
        if (!token.IsEmpty)
            return new AuthenticationHeaderValue("Bearer", token.Reveal());
        return server.UserInfo.Length == 0
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(server.UserInfo))));
    }

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
