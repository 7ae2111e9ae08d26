using EventExporter.Pipeline.Sinks.Webhook;

namespace EventExporter.Configuration.Validation;

/// <summary>The endpoint of a webhook is an address, as far as no template makes it.</summary>
internal sealed class EndpointsAreAddresses : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        foreach (var options in context.Configuration.Receivers.Select(static receiver => receiver.Options).OfType<WebhookOptions>())
        {
            if (options.Endpoint.Length == 0 || WebhookTarget.MayBeAddress(options.Endpoint))
                continue;
            var place = context.Sources.Of(options, "endpoint");
            var hint = options.Endpoint.Contains("://", StringComparison.Ordinal) ? null : "begin with https:// or http://";
            context.Error(place, $"expects an address such as https://example.org:9200, not {place.Node.Describe()}", hint);
        }
    }
}
