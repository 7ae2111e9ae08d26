using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks.Aws;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Kinesis;

/// <summary>Batches of records to Kinesis Data Streams or Data Firehose. Of a batch that is partly accepted only the rest is sent again.</summary>
internal sealed partial class RecordSink : ISink, IProbeable
{
    /// <summary>A shard's own limit, a megabyte and a thousand records a second.</summary>
    private const string Throttling = "ProvisionedThroughputExceededException";

    private readonly RecordService _service;
    private readonly string _stream;
    private readonly PartitionKey? _keys;
    private readonly IEventRenderer _renderer;
    private readonly AwsJsonClient _client;
    private readonly AwsSigner _signer;
    private readonly TimeProvider _time;
    private readonly TimeSpan? _timeout;
    private readonly ShardPace _pace;

    private RecordSink(RecordService service, string stream, AwsOptions options, IAwsCredentials? credentials, PartitionKey? keys, IEventRenderer renderer, SinkContext context)
    {
        if (!StreamName().IsMatch(stream))
            throw new SinkConfigurationException($"'{stream}' is no name of a stream", "letters, digits, '_', '.' and '-', at most 128");
        var access = options.Access();
        (_service, _stream, _keys, _renderer, _time, _timeout) = (service, stream, keys, renderer, context.Time, options.Timeout);
        _pace = new ShardPace(_time);
        _signer = AwsSigner.Of(access, service.Name, context, credentials);
        _client = new AwsJsonClient(SinkHttpClient.Create(options, context.Transport), access.AddressOf(service.Name, options.Endpoint), _signer, _time);
    }

    public IReadOnlyList<Uri> AddressesFor(AnalyzedEvent analyzed) => [_client.Address];

    public static RecordSink Create(KinesisOptions options, SinkContext context) => Create(options, context, credentials: null);

    public static RecordSink Create(FirehoseOptions options, SinkContext context) => Create(options, context, credentials: null);

    /// <param name="credentials">Null: searched for as AWS programs do.</param>
    public static RecordSink Create(KinesisOptions options, SinkContext context, IAwsCredentials? credentials) => new(
        RecordService.Kinesis,
        options.StreamName,
        options,
        credentials,
        new PartitionKey(options.PartitionKey.Length > 0 ? context.Renderers.Text(options.PartitionKey, "partitionKey") : null),
        context.Renderers.Create(options.Layout, options.DeDot),
        context);

    /// <inheritdoc cref="Create(KinesisOptions, SinkContext, IAwsCredentials?)"/>
    public static RecordSink Create(FirehoseOptions options, SinkContext context, IAwsCredentials? credentials) => new(
        RecordService.Firehose, options.DeliveryStreamName, options, credentials, keys: null, context.Renderers.Create(options.Layout, options.DeDot), context);

    public async Task<IReadOnlyList<Outcome>> SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        // Given back only when the exchange is over: after a cancellation the client may still be reading the buffers.
        var body = new RenderedBatch(batch, _renderer, after: _service.After);
        var outcomes = new Outcome[batch.Count];
        var records = Prepare(body, outcomes);
        using var limit = RequestLimit.Of(_timeout, _time, cancellation);
        await PutAllAsync(body, records, outcomes, limit.Token);
        var result = body.Outcomes(document => outcomes[document.Index]);
        body.Dispose();
        return result;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The records that may be sent; the outcomes of the others are written at once.</summary>
    private PutRecord[] Prepare(RenderedBatch body, Outcome[] outcomes)
    {
        var records = new List<PutRecord>(body.Documents.Count);
        foreach (var document in body.Documents)
        {
            try
            {
                var key = _keys?.Of(document.Item.Event) ?? "";
                var size = document.Length + _service.After.Length + Encoding.UTF8.GetByteCount(key);
                if (size <= _service.Limits.RecordBytes)
                    records.Add(new PutRecord(document, key, size));
                else
                    outcomes[document.Index] = Outcome.Rejected(TooLarge(size), body.Payload(document));
            }
            catch (RenderingException error)
            {
                outcomes[document.Index] = Outcome.Rejected(error.Message);
            }
        }

        return [.. records];
    }

    private string TooLarge(int size) => string.Create(
        CultureInfo.InvariantCulture, $"the record has {size} bytes, {_service.Name} takes at most {_service.Limits.RecordBytes}: use a layout that sends less of the event");

    private async Task PutAllAsync(RenderedBatch body, PutRecord[] records, Outcome[] outcomes, CancellationToken cancellation)
    {
        // Nothing of a key may overtake what failed before it.
        var (held, wait) = HoldBack(records);
        Outcome? ended = wait is null ? null : Outcome.Retry(held.Values.First(), wait);
        foreach (var part in _service.Limits.Cut(records))
        {
            foreach (var record in part)
                outcomes[record.Document.Index] = ended ?? (held.TryGetValue(record.Key, out var reason) ? Outcome.Retry($"after an earlier event of the same key: {reason}") : default);
            if (ended is not null)
                continue;
            var free = part.Where(record => record.Key.Length == 0 || !held.ContainsKey(record.Key)).ToList();
            if (free.Count == 0)
                continue;
            ended = await PutAsync(body, free, outcomes, cancellation);
            foreach (var record in free.Where(record => record.Key.Length > 0 && outcomes[record.Document.Index].Kind == OutcomeKind.Retry))
                held.TryAdd(record.Key, outcomes[record.Document.Index].Reason!);
        }
    }

    /// <summary>The keys whose shard is to be left alone, with the reason. The wait is the loop's where there is nothing else to send.</summary>
    private (Dictionary<string, string> Held, TimeSpan? Wait) HoldBack(PutRecord[] records)
    {
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        var (shortest, keys) = (TimeSpan.MaxValue, 0);
        foreach (var key in records.Select(static record => record.Key).Distinct(StringComparer.Ordinal))
        {
            keys++;
            if (key.Length == 0 || _pace.LeftFor(key) is not { } left)
                continue;
            shortest = left < shortest ? left : shortest;
            held[key] = string.Create(CultureInfo.InvariantCulture, $"its shard is asked too much and left alone for {left.TotalSeconds:0.0} s");
        }

        return (held, keys > 0 && held.Count == keys ? shortest : null);
    }

    /// <summary>One request. Returns the outcome that the rest of the batch shares, if it makes no sense to go on.</summary>
    private async Task<Outcome?> PutAsync(RenderedBatch body, List<PutRecord> records, Outcome[] outcomes, CancellationToken cancellation)
    {
        var request = new PooledBuffer(records.Sum(static record => record.Size) * 3 / 2);
        Write(request, body, records);
        using var answer = new PooledBuffer();
        Outcome failure;
        try
        {
            if (await _client.CallAsync(_service.Operation, request.Written, answer, cancellation) is not { } error)
            {
                request.Dispose();
                return Judge(body, records, answer.Written.Span, outcomes);
            }

            failure = error.ToOutcome();
        }
        catch (AwsCredentialsException error)
        {
            failure = AwsError.Of(error);
        }

        request.Dispose();
        foreach (var record in records)
        {
            var payload = failure.Kind == OutcomeKind.RefusedTogether ? body.PayloadIfAlone(record.Document) : null;
            outcomes[record.Document.Index] = failure with { Payload = payload is null ? null : _signer.Mask(payload) };
        }

        return failure;
    }

    private void Write(PooledBuffer request, RenderedBatch body, List<PutRecord> records)
    {
        using var json = new Utf8JsonWriter(request, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString(_service.Stream, _stream);
        json.WriteStartArray("Records");
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteBase64String("Data", _service.Data(body, record.Document).Span);
            if (record.Key.Length > 0)
                json.WriteString("PartitionKey", record.Key);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private Outcome? Judge(RenderedBatch body, List<PutRecord> records, ReadOnlySpan<byte> answer, Outcome[] outcomes)
    {
        List<PutAnswer.Entry> entries;
        try
        {
            entries = PutAnswer.Read(answer, _service.Answers, records.Count);
        }
        catch (JsonException error)
        {
            var text = Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 200)]);
            var retry = Outcome.Retry(_signer.Mask($"the answer is none of {_service.Operation} ({error.Message}): {text}"));
            foreach (var record in records)
                outcomes[record.Document.Index] = retry;
            return retry;
        }

        foreach (var (record, entry) in records.Zip(entries))
        {
            outcomes[record.Document.Index] = OutcomeOf(body, record, entry);
            if (entry.Shard is { } shard)
                _pace.Accepted(record.Key, shard);
        }

        // After what was accepted: a shard that took a part of them is asked too much all the same.
        foreach (var (record, entry) in records.Zip(entries).Where(static pair => pair.Second.ErrorCode == Throttling))
            _pace.Throttled(record.Key, entry.ErrorMessage ?? "");
        return null;
    }

    private Outcome OutcomeOf(RenderedBatch body, PutRecord record, PutAnswer.Entry entry) => entry.Kind switch
    {
        OutcomeKind.Delivered => Outcome.Delivered(entry.Receipt),
        OutcomeKind.Retry => Outcome.Retry(_signer.Mask(entry.Reason)),
        _ => Outcome.Rejected(_signer.Mask(entry.Reason), _signer.Mask(body.Payload(record.Document))),
    };

    [GeneratedRegex("^[a-zA-Z0-9_.-]{1,128}$", RegexOptions.NonBacktracking)]
    private static partial Regex StreamName();
}
