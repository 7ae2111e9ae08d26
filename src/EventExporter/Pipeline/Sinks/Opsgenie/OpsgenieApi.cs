using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Opsgenie;

/// <summary>The calls that are made of the Alert API and the Heartbeat API, version 2.</summary>
internal sealed class OpsgenieApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Between tries of what only people can mend: an unpaid or closed account, a wrong key.</summary>
    private static readonly TimeSpan UntilMended = TimeSpan.FromSeconds(60);

    private readonly OpsgenieOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly SecretMask _mask;
    private readonly string _base;

    /// <summary>The account's limit is one for all requests: what one is told holds for the others too.</summary>
    private readonly Pause _pause;

    public OpsgenieApi(OpsgenieOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        _pause = new Pause(context.Time);
        _client = SinkHttpClient.Create(options, context.Transport);
        _mask = new SecretMask([options.ApiKey.Reveal()]);
        _base = BaseOf(options);
    }

    public Uri Address => new(_base);

    public Task<OpsgenieAnswer> CreateAsync(JsonObject alert, CancellationToken cancellation) => PostAsync("/v2/alerts", alert, cancellation);

    public Task<OpsgenieAnswer> AddNoteAsync(string alias, JsonObject note, CancellationToken cancellation) => PostAsync(OfAlert(alias, "notes"), note, cancellation);

    public Task<OpsgenieAnswer> CloseAsync(string alias, JsonObject note, CancellationToken cancellation) => PostAsync(OfAlert(alias, "close"), note, cancellation);

    public async Task<RequestResult> ResultAsync(string requestId, CancellationToken cancellation)
    {
        if (_pause.Left is not null)
            return RequestResult.NotYet;
        using var request = Request(HttpMethod.Get, $"/v2/alerts/requests/{Uri.EscapeDataString(requestId)}");
        using var limit = RequestLimit.Of(_options.Timeout, _time, cancellation);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            _pause.AtLeast(RetryAfter.Of(response, _time) ?? RatePeriod(response) ?? TimeSpan.Zero);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed)
            return RequestResult.NotYet with { IsReadable = false };
        if (!response.IsSuccessStatusCode || await ReadAsync(response, limit.Token) is not { } answer || answer["data"] is not JsonObject data)
            return RequestResult.NotYet;
        var success = data["isSuccess"] ?? data["success"];
        return success is JsonValue value && value.TryGetValue<bool>(out var isSuccess)
            ? new RequestResult(true, true, isSuccess, _mask.Apply($"{data["status"]}"), $"{data["alertId"]}")
            : RequestResult.NotYet;
    }

    /// <summary>Throws <see cref="HttpRequestException"/> if the service refuses.</summary>
    public async Task PingAsync(string heartbeat, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Get, $"/v2/heartbeats/{Uri.EscapeDataString(heartbeat)}/ping");
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException(await HttpVerdict.ReasonAsync(response, _mask, cancellation));
    }

    public void Dispose() => _client.Dispose();

    private static string OfAlert(string alias, string what) => $"/v2/alerts/{Uri.EscapeDataString(alias)}/{what}?identifierType=alias";

    private async Task<OpsgenieAnswer> PostAsync(string path, JsonObject body, CancellationToken cancellation)
    {
        if (_pause.Left is { } left)
            return new OpsgenieAnswer(Outcome.Retry("waits as long as Opsgenie asked", left));
        var text = body.ToJsonString(Json);
        using var request = Request(HttpMethod.Post, path);
        request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        using var limit = RequestLimit.Of(_options.Timeout, _time, cancellation);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        var verdict = await HttpVerdict.OfAsync(response, _mask, _time, _mask.Apply(text), limit.Token);
        if (verdict.Kind != OutcomeKind.Delivered)
        {
            var outcome = Refine(verdict, response);
            if (outcome.After is { } after)
                _pause.AtLeast(after);
            return new OpsgenieAnswer(outcome, IsNotFound: response.StatusCode == HttpStatusCode.NotFound);
        }

        return await ReadAsync(response, limit.Token) is { } answer
            ? new OpsgenieAnswer(Outcome.Delivered(), $"{answer["requestId"]}")
            : new OpsgenieAnswer(Outcome.Retry("the answer is not one of Opsgenie's: it holds no JSON"));
    }

    private static Outcome Refine(Outcome verdict, HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => verdict with { After = verdict.After ?? RatePeriod(response) },
        HttpStatusCode.PaymentRequired => Outcome.Retry(verdict.Reason!, UntilMended),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => verdict with { After = verdict.After ?? UntilMended },
        _ => verdict,
    };

    private static TimeSpan? RatePeriod(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-RateLimit-Period-In-Sec", out var values)
        && double.TryParse(values.First(), NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, _base + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("GenieKey", _options.ApiKey.Reveal());
        return request;
    }

    private static async Task<JsonObject?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Addresses are written with or without a scheme, and with or without the path of the alerts.</summary>
    private static string BaseOf(OpsgenieOptions options)
    {
        if (options.Url.Length == 0)
        {
            return options.Region switch
            {
                OpsgenieRegion.Eu => "https://api.eu.opsgenie.com",
                OpsgenieRegion.Jsm => "https://api.atlassian.com/jsm/ops/integration",
                _ => "https://api.opsgenie.com",
            };
        }

        var url = options.Url.Contains("://", StringComparison.Ordinal) ? options.Url : $"https://{options.Url}";
        url = url.TrimEnd('/');
        foreach (var ending in (string[])["/alerts", "/v2"])
            url = url.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? url[..^ending.Length] : url;
        return Uri.TryCreate(url, UriKind.Absolute, out var made) && made.Scheme is "http" or "https"
            ? url
            : throw new SinkConfigurationException("url: is not an address", "for example https://api.eu.opsgenie.com, or leave it out and give the region");
    }
}
