using System.Diagnostics.CodeAnalysis;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Webhook;

/// <summary>Where a request goes and with which headers; both may be templates over the event.</summary>
internal sealed class WebhookTarget
{
    private readonly EventText _endpoint;
    private readonly (string Name, EventText Value)[] _headers;

    public WebhookTarget(WebhookOptions options, EventRenderers renderers)
    {
        _endpoint = renderers.Text(options.Endpoint.OriginalString, "endpoint");
        _headers = [.. options.Headers.Select(h => (h.Key, renderers.Text(h.Value.Reveal(), $"headers.{h.Key}")))];
    }

    /// <summary>The same for every event, so that a request may carry several.</summary>
    public bool IsConstant => _endpoint.IsConstant && Array.TrueForAll(_headers, h => h.Value.IsConstant);

    /// <summary>False for an event whose templates fail or make no address: it will never be accepted as it is.</summary>
    public bool TryResolve(
        AnalyzedEvent analyzed,
        [NotNullWhen(true)] out Uri? address,
        out IReadOnlyList<(string Name, string Value)> headers,
        out string problem)
    {
        (address, headers, problem) = (null, [], "");
        try
        {
            headers = [.. _headers.Select(h => (h.Name, h.Value.For(analyzed)))];
            var text = _endpoint.For(analyzed);
            if (Uri.TryCreate(text, UriKind.Absolute, out var made) && made.Scheme is "http" or "https")
                address = new UriBuilder(made) { UserName = "", Password = "" }.Uri;
            else
                problem = "endpoint: the template did not make an address for this event";
        }
        catch (RenderingException failure)
        {
            problem = failure.Message;
        }

        return address is not null;
    }
}
