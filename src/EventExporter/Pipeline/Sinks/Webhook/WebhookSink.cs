using System.Net.Http.Headers;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Webhook;

/// <summary>HTTP requests to any address, with the events as JSON: one each, or a batch.</summary>
internal sealed class WebhookSink : ISink, IProbeable
{
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly WebhookBody _body;
    private readonly WebhookSigner _signer;
    private readonly HttpClient _client;
    private readonly SecretMask _mask;
    private readonly HttpMethod _method;
    private readonly WebhookTarget _target;

    private WebhookSink(WebhookOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        _body = new WebhookBody(options, context.Renderers.Create(options.Layout, options.DeDot));
        _signer = new WebhookSigner(options.Signing.Secrets, _time);
        _client = SinkHttpClient.Create(options, context.Transport);
        _method = new HttpMethod(options.Method);
        _target = new WebhookTarget(options, context.Renderers);
        _mask = new SecretMask(
        [
            options.Password.Reveal(), options.BearerToken.Reveal(), options.Endpoint.UserInfo,
            .. options.Signing.Secrets.Select(secret => secret.Reveal()),
            .. options.Headers.Values.Select(value => value.Reveal()),
        ]);
    }

    public static WebhookSink Create(WebhookOptions options, SinkContext context) => new(options, context);

    public IReadOnlyList<Uri> AddressesFor(AnalyzedEvent analyzed) => _target.TryResolve(analyzed, out var address, out _, out _) ? [address] : [];

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        if ((_options.IsBatched && _target.IsConstant) || batch.Count == 1)
            return await PostAsync(batch, cancellation);

        var outcomes = new List<Outcome>(batch.Count);
        foreach (var item in batch)
        {
            var outcome = outcomes.Count > 0 && outcomes[^1].Kind is OutcomeKind.Retry or OutcomeKind.Unsubscribed
                ? outcomes[^1]
                : (await PostAsync([item], cancellation))[0];
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<Outcome>> PostAsync(IReadOnlyList<DeliveryItem> items, CancellationToken cancellation)
    {
        // Given back only when the exchange is over: after a cancellation the client may still be reading the buffers.
        var body = _body.Write(items);
        if (body.Documents.Count == 0)
            return body.Outcomes(static _ => default);
        var packed = _options.Compress ? GzipBody.Compress(body.Buffer.Written) : null;
        if (!_target.TryResolve(body.Documents[0].Item.Event, out var address, out var headers, out var problem))
            return body.Outcomes(_ => Outcome.Rejected(problem));
        using var request = RequestWith(body, packed, address);
        foreach (var (name, value) in headers)
            Replace(request, name, value);
        using var limit = RequestLimit.Of(_options.Timeout, _time, cancellation);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        var outcome = await HttpVerdict.OfAsync(response, _mask, _time, payload: null, limit.Token);

        var outcomes = body.Outcomes(document => outcome.Kind switch
        {
            OutcomeKind.Rejected => outcome with { Payload = _mask.Apply(body.Payload(document)) },
            // The body named one content type and one signature for all: with several events the culprit is found by halving.
            OutcomeKind.RefusedTogether when body.PayloadIfAlone(document) is { } payload => outcome with { Payload = _mask.Apply(payload) },
            _ => outcome,
        });
        packed?.Dispose();
        body.Dispose();
        return outcomes;
    }

    private HttpRequestMessage RequestWith(RenderedBatch body, PooledBuffer? packed, Uri address)
    {
        var content = new ReadOnlyMemoryContent(packed?.Written ?? body.Buffer.Written);
        content.Headers.ContentType = new MediaTypeHeaderValue(_body.MediaType);
        if (packed is not null)
            content.Headers.ContentEncoding.Add("gzip");
        var request = new HttpRequestMessage(_method, address) { Content = content };
        var id = WebhookBody.IdOf(body.Documents);
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        _signer.Sign(request.Headers, id, body.Buffer.Written.Span);
        if (_options.CloudEvents == CloudEventsMode.Binary)
            CloudEvent.AddHeaders(request.Headers, body.Documents[0].Item.Event.Event);
        Authorize(request);
        return request;
    }

    private void Authorize(HttpRequestMessage request)
    {
        if (!_options.BearerToken.IsEmpty)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.BearerToken.Reveal());
        else if (_options.Username.Length > 0)
            request.Headers.Authorization = BasicAuthentication.Header(_options.Username, _options.Password.Reveal());
        else if (_options.Endpoint.UserInfo.Length > 0)
            request.Headers.Authorization = BasicAuthentication.Header(_options.Endpoint.UserInfo);
    }

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        var isOfContent = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
        HttpHeaders headers = isOfContent ? request.Content!.Headers : request.Headers;
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }
}
