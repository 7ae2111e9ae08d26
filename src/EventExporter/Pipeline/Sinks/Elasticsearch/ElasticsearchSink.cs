using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Aws;
using EventExporter.Pipeline.Sinks.Http;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>Bulk requests to Elasticsearch or OpenSearch (Elasticsearch guide, "Bulk API").</summary>
internal sealed class ElasticsearchSink : ISink, IProbeable
{
    private static readonly byte[] LineBreak = "\n"u8.ToArray();
    private static readonly MediaTypeHeaderValue NdJson = new("application/x-ndjson");

    private readonly ElasticsearchOptions _options;
    private readonly TimeProvider _time;
    private readonly IEventRenderer _renderer;
    private readonly BulkAction _action;
    private readonly HostPool _hosts;
    private readonly HttpClient _client;
    private readonly SecretMask _mask;
    private readonly string _path;
    private readonly AwsSigner? _signer;

    private ElasticsearchSink(ElasticsearchOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        var hosts = HostsOf(options);
        var byTime = options.DataStream.Length == 0 && options.IndexFormat.Length > 0 ? IndexName.Parse(options.IndexFormat) : null;
        _renderer = context.Renderers.Create(options.Layout, options.DeDot, withTimestamp: true);
        var index = options.DataStream.Length == 0 && byTime is null ? context.Renderers.Text(options.Index, "index") : null;
        var id = options.Id.Length > 0 ? context.Renderers.Text(options.Id, "id") : null;
        _action = new BulkAction(options.UseEventId, byTime, index is { IsConstant: false } ? index : null, id);
        _path = PathOf(options, byTime is not null || index is { IsConstant: false });
        _hosts = new HostPool([.. hosts.Select(WithoutUser)], _time);
        _client = SinkHttpClient.Create(options, context.Transport);
        Authorize(hosts[0].UserInfo);
        if (options is OpenSearchOptions { Aws: { } aws })
            _signer = AwsSigner.Of(AwsAccess.Of(aws.Region, aws.AssumeRoleArn, aws.ExternalId, aws.Profile), aws.Service, context);
        _mask = new SecretMask([options.Password.Reveal(), options.ApiKey.Reveal(), .. options.Headers.Values.Select(h => h.Reveal()), .. hosts.Select(h => h.UserInfo)]);
    }

    public static ElasticsearchSink Create(ElasticsearchOptions options, SinkContext context)
    {
        if (options.DataStream.Length > 0 && options.UseEventId)
            throw new SinkConfigurationException("useEventID: a data stream's documents cannot be overwritten", "leave useEventID out, or write to an index");
        if (options is OpenSearchOptions { Aws: not null } && (options.Username.Length > 0 || !options.ApiKey.IsEmpty || options.Hosts.Any(static host => host.UserInfo.Length > 0)))
            throw new SinkConfigurationException("aws: requests are signed or carry a password, not both", "leave aws out, or username, password, apiKey and credentials in hosts");
        if (options.Type.Length > 0)
            context.Loggers.CreateLogger<ElasticsearchSink>().LogWarning("Receiver {Receiver}: 'type' has no effect, Elasticsearch has had no document types since version 7", context.Receiver);
        return new ElasticsearchSink(options, context);
    }

    public IReadOnlyList<Uri> AddressesFor(AnalyzedEvent analyzed) => _hosts.Candidates();

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        // Given back only when the exchange is over: after a cancellation the client may still be reading the buffers.
        var body = new RenderedBatch(batch, _renderer, _action.Write, LineBreak);
        if (body.Documents.Count == 0)
            return body.Outcomes(static _ => default);
        var packed = _options.Compress ? GzipBody.Compress(body.Buffer.Written) : null;
        using var limit = RequestLimit.Of(_options.Timeout, _time, cancellation);

        var outcomes = await ExchangeAsync(body, packed?.Written ?? body.Buffer.Written, limit.Token);
        packed?.Dispose();
        body.Dispose();
        return outcomes;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<Outcome>> ExchangeAsync(RenderedBatch body, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        HttpRequestException? unreachable = null;
        foreach (var host in _hosts.Candidates())
        {
            try
            {
                using var request = RequestTo(host, bytes);
                if (_signer is not null)
                    await _signer.SignAsync(request, bytes, cancellation);
                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                var outcomes = await JudgeAsync(body, response, cancellation);
                if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
                    _hosts.Failed(host);
                else
                    _hosts.Works(host);
                return outcomes;
            }
            catch (AwsCredentialsException error)
            {
                var outcome = AwsError.Of(error);
                return body.Outcomes(_ => outcome);
            }
            catch (HttpRequestException error)
            {
                _hosts.Failed(host);
                unreachable = error;
            }
            catch (OperationCanceledException)
            {
                // It hangs, perhaps: let the next attempt begin with another.
                _hosts.Failed(host);
                throw;
            }
        }

        throw unreachable!;
    }

    private HttpRequestMessage RequestTo(Uri host, ReadOnlyMemory<byte> bytes)
    {
        var content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = NdJson } };
        if (_options.Compress)
            content.Headers.ContentEncoding.Add("gzip");
        return new HttpRequestMessage(HttpMethod.Post, host.AbsoluteUri.TrimEnd('/') + _path) { Content = content };
    }

    private async Task<IReadOnlyList<Outcome>> JudgeAsync(RenderedBatch body, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode)
        {
            var outcome = await HttpVerdict.OfAsync(response, _mask, _time, payload: null, cancellation);
            // 404 to a bulk request is a missing index or a wrong path, 410 nothing in particular: neither is the documents' fault.
            if (outcome.Kind is OutcomeKind.Rejected or OutcomeKind.Unsubscribed)
                outcome = Outcome.Retry(outcome.Reason!);
            // An expired session is said in the text only; other keys cost no more than asking for them.
            if (response.StatusCode == HttpStatusCode.Forbidden)
                _signer?.Forget();
            outcome = outcome with { Reason = _signer?.Mask(outcome.Reason!) ?? outcome.Reason };
            return body.Outcomes(document => outcome.Kind == OutcomeKind.RefusedTogether ? outcome with { Payload = body.PayloadIfAlone(document) } : outcome);
        }

        using var answer = new PooledBuffer();
        await using (var stream = await response.Content.ReadAsStreamAsync(cancellation))
            await answer.FillAsync(stream, cancellation);
        return Judge(body, answer.Written.Span);
    }

    private IReadOnlyList<Outcome> Judge(RenderedBatch body, ReadOnlySpan<byte> answer)
    {
        List<BulkAnswer.Item> items;
        try
        {
            items = BulkAnswer.Read(answer, body.Documents.Count);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            var text = Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 200)]);
            var retry = Outcome.Retry(_mask.Apply($"the answer is none of a bulk request ({error.Message}): {text}"));
            return body.Outcomes(_ => retry);
        }

        var next = 0;
        return body.Outcomes(document => OutcomeOf(items[next++], body, document));
    }

    private Outcome OutcomeOf(BulkAnswer.Item item, RenderedBatch body, RenderedBatch.Document document) => item.Kind(creates: !_options.UseEventId) switch
    {
        OutcomeKind.Delivered => Outcome.Delivered(_options.UseEventId ? document.Item.Event.Event.Uid : document.Item.Event.Event.Identity),
        OutcomeKind.Retry => Outcome.Retry(_mask.Apply($"{item.Status} {item.Error}")),
        _ => Outcome.Rejected(_mask.Apply($"{item.Status} {item.Error}"), body.Payload(document)),
    };

    private void Authorize(string userInfo)
    {
        var headers = _client.DefaultRequestHeaders;
        if (!_options.ApiKey.IsEmpty)
            headers.Authorization = new AuthenticationHeaderValue("ApiKey", _options.ApiKey.Reveal());
        else if (_options.Username.Length > 0)
            headers.Authorization = BasicAuthentication.Header(_options.Username, _options.Password.Reveal());
        else if (userInfo.Length > 0)
            headers.Authorization = BasicAuthentication.Header(userInfo);
        foreach (var (name, value) in _options.Headers)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value.Reveal());
        }
    }

    private static List<Uri> HostsOf(ElasticsearchOptions options)
    {
        if (options.Hosts.Count > 0)
            return [.. options.Hosts];
        return options.CloudId.Length > 0
            ? [CloudId.ToAddress(options.CloudId)]
            : throw new SinkConfigurationException("hosts: not one is given", "write hosts: [https://elasticsearch:9200], or cloudID");
    }

    private static Uri WithoutUser(Uri host) => new UriBuilder(host) { UserName = "", Password = "" }.Uri;

    private static string PathOf(ElasticsearchOptions options, bool indexInAction)
    {
        var target = options.DataStream.Length > 0 ? options.DataStream : options.Index;
        var path = indexInAction ? "/_bulk" : $"/{Uri.EscapeDataString(target)}/_bulk";
        path += $"?filter_path={Uri.EscapeDataString(BulkAnswer.Filter)}";
        return options.Pipeline.Length > 0 ? $"{path}&pipeline={Uri.EscapeDataString(options.Pipeline)}" : path;
    }
}
