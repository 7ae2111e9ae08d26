namespace EventExporter.Pipeline.Sinks.Webhook;

internal enum WebhookFormat
{
    Single,
    Array,
    Ndjson,
}
