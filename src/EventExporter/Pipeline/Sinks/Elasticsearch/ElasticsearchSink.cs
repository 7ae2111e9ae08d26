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
internal sealed class ElasticsearchSink : ISink, IProbeable, IPermissionProbe
{
    private static readonly MediaTypeHeaderValue NdJson = new("application/x-ndjson");

    private readonly ElasticsearchOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly string _receiver;
    private readonly DocumentTarget _target;
    private readonly IEventRenderer _renderer;
    private readonly BulkAction _action;
    private readonly ElasticsearchClient _client;
    private readonly BulkSize _size = new();
    private readonly string _path;

    private ElasticsearchSink(ElasticsearchOptions options, SinkContext context)
    {
        _options = options;
        _time = context.Time;
        _receiver = context.Receiver;
        _log = context.Loggers.CreateLogger<ElasticsearchSink>();
        _target = new DocumentTarget(options, context.Renderers);
        _renderer = RendererOf(options, _target, context.Renderers);
        _action = new BulkAction(_target, options.UseEventId, options.Id.Length > 0 ? context.Renderers.Text(options.Id, "id") : null, options.Pipeline.Length > 0);
        _path = PathOf(options, _target);
        _client = new ElasticsearchClient(options, context);
    }

    public static ElasticsearchSink Create(ElasticsearchOptions options, SinkContext context)
    {
        if (options.UseEventId && (options.DataStream.Length > 0 || options is { Index.Length: 0, IndexFormat.Length: 0 }))
            throw new SinkConfigurationException("useEventID: a data stream's documents cannot be overwritten", "leave useEventID out, or write to an index");
        if (options.Format is not null && options.Layout is { IsNull: false })
            throw new SinkConfigurationException("format: the receiver has a layout, which says what the document looks like", "leave format out, or layout");
        if (options.Type.Length > 0)
            context.Loggers.CreateLogger<ElasticsearchSink>().LogWarning("Receiver {Receiver}: 'type' has no effect, Elasticsearch has had no document types since version 7", context.Receiver);
        return new ElasticsearchSink(options, context);
    }

    public IReadOnlyList<Uri> AddressesFor(AnalyzedEvent analyzed) => _client.Addresses;

    public Task<PermissionReport> LookAtPermissionAsync(AnalyzedEvent analyzed, CancellationToken cancellation) =>
        WritePermission.LookAtAsync(_client, _target.NameFor(analyzed), _options.UseEventId, cancellation);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        // Given back only when the exchange is over: after a cancellation the client may still be reading the buffers.
        var body = new BulkBody(batch, _renderer, _action, _target.Incidents.Length > 0);
        using var limit = RequestLimit.Of(_options.Timeout, _time, cancellation);
        await SendAsync(body, limit.Token);
        body.Dispose();
        return body.Outcomes;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One request after another, none larger than the cluster has been seen to take. After one that is to be tried again as a whole the rest waits with it.</summary>
    private async Task SendAsync(BulkBody body, CancellationToken cancellation)
    {
        var parts = new LinkedList<BulkPart>(body.Parts(_size.Limit));
        while (parts.First?.Value is { } part)
        {
            parts.RemoveFirst();
            if (part.Count > 1 && body.Bytes(part).Length > _size.Limit)
            {
                // One before it was refused as too large: this one would be too.
                parts.AddFirst(part.SecondHalf);
                parts.AddFirst(part.FirstHalf);
                continue;
            }

            var verdict = await TrySendAsync(body, part, first: part.From == 0, cancellation);
            if (verdict.Kind == OutcomeKind.RefusedTogether && verdict.IsTooLarge && part.Count > 1)
            {
                parts.AddFirst(part.SecondHalf);
                parts.AddFirst(part.FirstHalf);
                continue;
            }

            if (verdict.Kind is not OutcomeKind.Retry)
                continue;
            foreach (var entry in parts.SelectMany(rest => Enumerable.Range(rest.From, rest.Count)).Select(i => body.Entries[i]))
                body.Outcomes[entry.Item] = Outcome.Retry(verdict.Reason, verdict.After);
            return;
        }
    }

    private async Task<BulkVerdict> TrySendAsync(BulkBody body, BulkPart part, bool first, CancellationToken cancellation)
    {
        var plain = body.Bytes(part);
        var packed = _options.Compress ? GzipBody.Compress(plain) : null;
        BulkVerdict verdict;
        try
        {
            verdict = await _client.SendAsync(HttpMethod.Post, _path, packed?.Written ?? plain, NdJson, _options.Compress, (response, token) => JudgeAsync(body, part, response, token), cancellation);
        }
        catch (AwsCredentialsException error)
        {
            verdict = Settle(body, part, AwsError.Of(error), isTooLarge: false);
        }
        catch (HttpRequestException error) when (!first)
        {
            // What went before has its outcomes.
            verdict = Settle(body, part, Outcome.Retry(error.Message), isTooLarge: false);
        }

        packed?.Dispose();
        Learn(verdict, plain.Length, part.Count);
        return verdict;
    }

    private void Learn(BulkVerdict verdict, long bytes, int entries)
    {
        if (verdict.IsTooLarge)
        {
            if (entries > 1)
                _size.TooLarge(bytes);
            _log.LogInformation("Receiver {Receiver}: the cluster refuses a request of {Bytes} bytes as too large; later ones will be smaller", _receiver, bytes);
        }
        else if (verdict.IsOverload)
        {
            _size.Overloaded(bytes);
        }
        else if (verdict.Kind == OutcomeKind.Delivered)
        {
            _size.Accepted(bytes);
        }
    }

    private async Task<BulkVerdict> JudgeAsync(BulkBody body, BulkPart part, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode)
            return await RefusedAsync(body, part, response, cancellation);
        using var answer = new PooledBuffer();
        await using (var stream = await response.Content.ReadAsStreamAsync(cancellation))
            await answer.FillAsync(stream, cancellation);
        return Judge(body, part, answer.Written.Span);
    }

    private async Task<BulkVerdict> RefusedAsync(BulkBody body, BulkPart part, HttpResponseMessage response, CancellationToken cancellation)
    {
        var outcome = await HttpVerdict.OfAsync(response, _client.Secrets, _time, payload: null, cancellation);
        // 404 to a bulk request is a missing index or a wrong path, 410 nothing in particular: neither is the documents' fault.
        if (outcome.Kind is OutcomeKind.Rejected or OutcomeKind.Unsubscribed)
            outcome = Outcome.Retry(outcome.Reason!);
        if (response.StatusCode == HttpStatusCode.Forbidden)
            _client.ForgetCredentials();
        outcome = outcome with { Reason = _client.Mask(outcome.Reason!) };
        return Settle(body, part, outcome, response.StatusCode == HttpStatusCode.RequestEntityTooLarge) with { IsOverload = response.StatusCode == HttpStatusCode.TooManyRequests };
    }

    private static BulkVerdict Settle(BulkBody body, BulkPart part, Outcome outcome, bool isTooLarge)
    {
        for (var i = part.From; i < part.From + part.Count; i++)
        {
            var entry = body.Entries[i];
            // Where it was one of several, the loop sends it alone before it is given up.
            body.Outcomes[entry.Item] = outcome.Kind == OutcomeKind.RefusedTogether && body.Outcomes.Length == 1 ? outcome with { Payload = body.Payload(entry) } : outcome;
        }

        return new BulkVerdict(outcome.Kind, outcome.Reason ?? "", outcome.After) { IsTooLarge = isTooLarge };
    }

    private BulkVerdict Judge(BulkBody body, BulkPart part, ReadOnlySpan<byte> answer)
    {
        List<BulkAnswer.Item> items;
        try
        {
            var actions = 0;
            for (var i = part.From; i < part.From + part.Count; i++)
                actions += body.Entries[i].Actions;
            items = BulkAnswer.Read(answer, actions);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            var text = Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 200)]);
            return Settle(body, part, Outcome.Retry(_client.Mask($"the answer is none of a bulk request ({error.Message}): {text}")), isTooLarge: false);
        }

        return Sort(body, part, items);
    }

    private BulkVerdict Sort(BulkBody body, BulkPart part, List<BulkAnswer.Item> items)
    {
        var next = 0;
        for (var i = part.From; i < part.From + part.Count; i++)
        {
            var entry = body.Entries[i];
            var outcome = OutcomeOf(items[next++], creates: !_options.UseEventId, body, entry, incident: false);
            // A document of its incident that is to be written again brings the event with it: the event is there already by then.
            if (entry.HasIncident && OutcomeOf(items[next++], creates: true, body, entry, incident: true) is { Kind: not OutcomeKind.Delivered } second && outcome.Kind != OutcomeKind.Retry)
                outcome = second;
            body.Outcomes[entry.Item] = outcome;
        }

        // Some went through: what is to be repeated is the items' own affair.
        return new BulkVerdict(OutcomeKind.Delivered, "", null) { IsOverload = items.Any(static item => item.Status == 429) };
    }

    private Outcome OutcomeOf(BulkAnswer.Item item, bool creates, BulkBody body, BulkBody.Entry entry, bool incident) => item.Kind(creates) switch
    {
        OutcomeKind.Delivered => Outcome.Delivered(item.Id.Length > 0 ? item.Id : null),
        OutcomeKind.Retry => Outcome.Retry(_client.Mask($"{item.Status} {item.Error}")),
        _ => Outcome.Rejected(_client.Mask(Refusal(item)), body.Payload(entry, incident)),
    };

    private static string Refusal(BulkAnswer.Item item) =>
        MappingError.FieldOf(item.Error) is { } field ? $"field {field}: {item.Status} {item.Error}" : $"{item.Status} {item.Error}";

    private static IEventRenderer RendererOf(ElasticsearchOptions options, DocumentTarget target, EventRenderers renderers) =>
        target.Format == DocumentFormat.Ecs && options.Layout is null or { IsNull: true }
            ? new EcsDocument(target.IsDataStream ? target.NameFor : null)
            : renderers.Create(options.Layout, options.DeDot, withTimestamp: true);

    private static string PathOf(ElasticsearchOptions options, DocumentTarget target)
    {
        var path = target.IsConstant ? $"/{Uri.EscapeDataString(target.Name)}/_bulk" : "/_bulk";
        path += $"?filter_path={Uri.EscapeDataString(BulkAnswer.Filter)}";
        return options.Pipeline.Length > 0 ? $"{path}&pipeline={Uri.EscapeDataString(options.Pipeline)}" : path;
    }
}
