using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>The calls that are made of Slack: <c>chat.postMessage</c>, <c>chat.update</c>, and incoming webhooks.</summary>
internal sealed class SlackApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SlackOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly SecretMask _mask;
    private readonly Uri _base;

    public SlackApi(SlackOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        _client = SinkHttpClient.Create(options, context.Transport);
        _mask = new SecretMask([options.Token.Reveal(), options.WebhookUrl.Reveal(), .. WebhookSecrets(options.WebhookUrl.Reveal())]);
        _base = new Uri(options.Url.OriginalString.TrimEnd('/') + "/");
    }

    public Task<SlackAnswer> PostAsync(SlackMessage message, SlackChannel channel, string? thread, CancellationToken cancellation)
    {
        var body = message.ToJson();
        body["channel"] = channel.Name;
        if (thread is not null)
            body["thread_ts"] = thread;
        return CallAsync(new Uri(_base, "chat.postMessage"), body, channel, cancellation);
    }

    public Task<SlackAnswer> UpdateAsync(SlackMessage message, SlackChannel channel, string channelId, string timestamp, CancellationToken cancellation)
    {
        var body = message.ToJson();
        body["channel"] = channelId;
        body["ts"] = timestamp;
        return CallAsync(new Uri(_base, "chat.update"), body, channel, cancellation);
    }

    public Task<SlackAnswer> PostToWebhookAsync(SlackMessage message, SlackChannel channel, CancellationToken cancellation) =>
        CallAsync(new Uri(_options.WebhookUrl.Reveal()), message.ToJson(), channel, cancellation);

    public void Dispose() => _client.Dispose();

    private async Task<SlackAnswer> CallAsync(Uri address, JsonObject body, SlackChannel channel, CancellationToken cancellation)
    {
        var text = body.ToJsonString(Json);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        if (_options.WebhookUrl.IsEmpty)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.Token.Reveal());
        using var limit = RequestLimit.Of(_options.Timeout, _time, cancellation);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);

        var payload = _mask.Apply(text);
        var verdict = await HttpVerdict.OfAsync(response, _mask, _time, payload, limit.Token);
        if (verdict.Kind != OutcomeKind.Delivered)
            return Refused(verdict, channel, payload);
        return _options.WebhookUrl.IsEmpty
            ? await ReadAsync(response, channel, payload, limit.Token)
            : new SlackAnswer(Outcome.Delivered());
    }

    /// <summary>Webhooks say what is wrong with a status and a word as the body.</summary>
    private static SlackAnswer Refused(Outcome verdict, SlackChannel channel, string payload)
    {
        var word = verdict.Reason!.Split(": ")[^1].Trim();
        if (!SlackErrors.IsKnown(word))
            return new SlackAnswer(verdict);
        var outcome = SlackErrors.OutcomeOf(word, "", channel, verdict.After, payload);
        return new SlackAnswer(outcome with { Reason = $"{verdict.Reason} ({outcome.Reason})" }, word);
    }

    private async Task<SlackAnswer> ReadAsync(HttpResponseMessage response, SlackChannel channel, string payload, CancellationToken cancellation)
    {
        try
        {
            var answer = await JsonNode.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation) as JsonObject ?? [];
            if ((bool?)answer["ok"] == true)
                return new SlackAnswer(Outcome.Delivered(), "", (string?)answer["channel"] ?? channel.Name, (string?)answer["ts"] ?? "");
            if ((string?)answer["error"] is { Length: > 0 } error)
                return new SlackAnswer(SlackErrors.OutcomeOf(error, DetailOf(answer), channel, RetryAfter.Of(response, _time), payload), error);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
        {
            // Some proxy's page, most likely.
        }

        return new SlackAnswer(Outcome.Retry("the answer is not one of Slack's: neither ok nor an error"));
    }

    private string DetailOf(JsonObject answer)
    {
        var details = new List<string>();
        if ((string?)answer["needed"] is { } needed)
            details.Add($"needs the scope {needed}");
        if (answer["response_metadata"]?["messages"] is JsonArray messages)
            details.AddRange(messages.Select(static message => $"{message}"));
        var text = string.Join("; ", details);
        return _mask.Apply(text.Length > 500 ? text[..500] : text);
    }

    /// <summary>The last part of a webhook's address is what gives access; Slack's errors never need the rest either.</summary>
    private static IEnumerable<string> WebhookSecrets(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var made) && made.AbsolutePath.Length > 1 ? [made.AbsolutePath, made.Segments[^1]] : [];
}
