using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Webhook;

/// <summary>How a batch becomes a request body, and what media type that is.</summary>
internal sealed class WebhookBody(WebhookOptions options, IEventRenderer renderer)
{
    private static readonly byte[] ClosingBrace = "}"u8.ToArray();
    private static readonly byte[] LineBreak = "\n"u8.ToArray();

    public string MediaType => options.CloudEvents switch
    {
        CloudEventsMode.Structured => CloudEvent.StructuredType,
        CloudEventsMode.Batch => CloudEvent.BatchType,
        CloudEventsMode.Off when options.Format == WebhookFormat.Ndjson => "application/x-ndjson",
        _ => "application/json",
    };

    public RenderedBatch Write(IReadOnlyList<DeliveryItem> items)
    {
        var body = options.CloudEvents switch
        {
            CloudEventsMode.Structured => new RenderedBatch(items, renderer, CloudEvent.WriteEnvelope, ClosingBrace),
            CloudEventsMode.Batch => new RenderedBatch(items, renderer, OpenEnvelopeInArray, ClosingBrace),
            CloudEventsMode.Off when options.Format == WebhookFormat.Array => new RenderedBatch(items, renderer, Separate),
            CloudEventsMode.Off when options.Format == WebhookFormat.Ndjson => new RenderedBatch(items, renderer, after: LineBreak),
            _ => new RenderedBatch(items, renderer),
        };
        if (MediaType == CloudEvent.BatchType || (options.CloudEvents == CloudEventsMode.Off && options.Format == WebhookFormat.Array))
            body.Buffer.WriteByte((byte)']');
        return body;
    }

    /// <summary>The id of the message: the same whenever the same events are sent together again.</summary>
    public static string IdOf(IReadOnlyList<RenderedBatch.Document> documents)
    {
        if (documents.Count == 1)
            return Plain(documents[0].Item.Event.Event.Identity);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in documents)
            hash.AppendData(Encoding.UTF8.GetBytes(document.Item.Event.Event.Identity + "\n"));
        return "batch_" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>
    /// Without full stops, which would let an id reach into what else is signed (Standard Webhooks, "Signature scheme"): names of clusters
    /// have them. What a header cannot carry is hashed.
    /// </summary>
    private static string Plain(string identity)
    {
        var plain = identity.Replace('.', '_');
        return plain.AsSpan().ContainsAnyExceptInRange('!', '~') ? "id_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16)) : plain;
    }

    private static void Separate(PooledBuffer output, AnalyzedEvent analyzed) => output.WriteByte(output.Length == 0 ? (byte)'[' : (byte)',');

    private static void OpenEnvelopeInArray(PooledBuffer output, AnalyzedEvent analyzed)
    {
        Separate(output, analyzed);
        CloudEvent.WriteEnvelope(output, analyzed);
    }
}
