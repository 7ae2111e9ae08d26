using System.Net;
using System.Net.Http.Headers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Http;
using EventExporter.Pipeline.Sinks.Http.OAuth;

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
    private readonly OAuthTokens? _tokens;
    private readonly bool _isGuarded;

    private WebhookSink(WebhookOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        _body = new WebhookBody(options, context.Renderers.Create(options.Layout, options.DeDot));
        _signer = new WebhookSigner(options.Signing.Secrets, _time);
        _target = new WebhookTarget(options, context.Renderers);
        _isGuarded = !(options.AllowPrivateAddresses ?? _target.HasWrittenHost);
        _client = SinkHttpClient.Create(options, context.Transport, options.AllowPrivateAddresses is true ? null : new PublicConnection(allowsPrivate: !_isGuarded));
        // Requests that are only shown are no reason to ask for a token.
        _tokens = options.OAuth2 is { } oauth && context.Transport is null ? new OAuthTokens(oauth, options, _time) : null;
        _method = new HttpMethod(options.Method);
        _mask = new SecretMask(
        [
            options.Password.Reveal(), options.BearerToken.Reveal(), _target.UserInfo, options.OAuth2?.ClientSecret.Reveal() ?? "",
            .. options.Signing.Secrets.Select(secret => secret.Reveal()),
            .. options.Headers.Values.Select(value => value.Reveal()),
        ]);
    }

    public static WebhookSink Create(WebhookOptions options, SinkContext context)
    {
        string[] ways =
        [
            .. options.OAuth2 is null ? [] : new[] { "oauth2" }, .. options.BearerToken.IsEmpty ? [] : new[] { "bearerToken" }, .. options.Username.Length == 0 ? [] : new[] { "username" },
        ];
        if (ways.Length > 1)
            throw new SinkConfigurationException($"{string.Join(" and ", ways)} contradict each other: a request has one Authorization header", "keep one");
        return new WebhookSink(options, context);
    }

    public IReadOnlyList<Uri> AddressesFor(AnalyzedEvent analyzed) =>
        [.. _options.OAuth2 is { } oauth ? [oauth.TokenUrl] : Array.Empty<Uri>(), .. _target.TryResolve(analyzed, out var address, out _, out _) ? [address] : Array.Empty<Uri>()];

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
        _tokens?.Dispose();
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
        using var limit = RequestLimit.Of(_options.Timeout, _time, cancellation);
        var outcome = await AskAsync(() => RequestWith(body, packed, address, headers), address, limit.Token);

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

    /// <summary>One request, and once more with a new token where the service no longer takes the old one.</summary>
    private async Task<Outcome> AskAsync(Func<HttpRequestMessage> make, Uri address, CancellationToken cancellation)
    {
        if (_isGuarded && SinkHttpClient.ProxyFor(address, _options) is { } proxy)
            return Outcome.Rejected($"endpoint: {address.Host} is reached through the proxy {proxy.Authority}, which looks names up itself, so that private addresses cannot be told (set allowPrivateAddresses: true if the proxy refuses them)");
        try
        {
            for (var isFirst = true; ; isFirst = false)
            {
                using var request = make();
                var token = await AuthorizeAsync(request, cancellation);
                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (response.StatusCode == HttpStatusCode.Unauthorized && token is not null)
                {
                    _tokens!.Discard(token);
                    if (isFirst)
                        continue;
                }

                var mask = token is null || response.IsSuccessStatusCode ? _mask : _mask.With(token);
                return await HttpVerdict.OfAsync(response, mask, _time, payload: null, cancellation);
            }
        }
        catch (OAuthException refused)
        {
            return Outcome.Retry(refused.Message, refused.After);
        }
        catch (HttpRequestException error) when (error.InnerException is AddressRefusedException refused)
        {
            return Outcome.Rejected(refused.Message);
        }
    }

    private HttpRequestMessage RequestWith(RenderedBatch body, PooledBuffer? packed, Uri address, IReadOnlyList<(string Name, string Value)> headers)
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
        foreach (var (name, value) in headers)
            Replace(request, name, value);
        return request;
    }

    /// <summary>Returns the token, if it is one that may have to be renewed.</summary>
    private async Task<string?> AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (_tokens is null)
            return null;
        var token = await _tokens.GetAsync(cancellation);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    private void Authorize(HttpRequestMessage request)
    {
        if (_options.OAuth2 is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret.Mask);
        else if (!_options.BearerToken.IsEmpty)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.BearerToken.Reveal());
        else if (_options.Username.Length > 0)
            request.Headers.Authorization = BasicAuthentication.Header(_options.Username, _options.Password.Reveal());
        else if (_target.UserInfo.Length > 0)
            request.Headers.Authorization = BasicAuthentication.Header(_target.UserInfo);
    }

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        var isOfContent = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
        HttpHeaders headers = isOfContent ? request.Content!.Headers : request.Headers;
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }
}
