using System.Diagnostics.CodeAnalysis;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Rendering.Templates;

namespace EventExporter.Pipeline.Sinks.Webhook;

/// <summary>Where a request goes and with which headers; both may be templates over the event.</summary>
internal sealed class WebhookTarget
{
    private readonly EventText _endpoint;
    private readonly (string Name, EventText Value)[] _headers;

    public WebhookTarget(WebhookOptions options, EventRenderers renderers)
    {
        if (!MayBeAddress(options.Endpoint))
            throw new SinkConfigurationException("endpoint: is not an address", "it begins with https:// or http://");
        var written = UpToHost(options.Endpoint);
        HasWrittenHost = !TemplateCompiler.IsTemplate(written);
        UserInfo = HasWrittenHost && written.LastIndexOf('@') is > 0 and var at ? written[(written.IndexOf("://", StringComparison.Ordinal) + 3)..at] : "";
        _endpoint = renderers.Text(options.Endpoint, "endpoint");
        _headers = [.. options.Headers.Select(h => (h.Key, renderers.Text(h.Value.Reveal(), $"headers.{h.Key}")))];
    }

    /// <summary>The same for every event, so that a request may carry several.</summary>
    public bool IsConstant => _endpoint.IsConstant && Array.TrueForAll(_headers, h => h.Value.IsConstant);

    /// <summary>The host is the configuration's own, not made from events.</summary>
    public bool HasWrittenHost { get; }

    /// <summary><c>user:password</c> as written before the host; empty if there is none.</summary>
    public string UserInfo { get; }

    /// <summary>False for what can be no address, whatever its templates make.</summary>
    public static bool MayBeAddress(string endpoint) =>
        TemplateCompiler.IsTemplate(UpToHost(endpoint))
        || (Uri.TryCreate(UpToHost(endpoint), UriKind.Absolute, out var made) && made.Scheme is "http" or "https" && made.Host.Length > 0);

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
            headers = [.. _headers.Select(h => (h.Name, OnOneLine(h.Value.For(analyzed))))];
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

    /// <summary>A header that held a line break would not be sent at all.</summary>
    private static string OnOneLine(string value) => value.Any(char.IsControl) ? string.Concat(value.Select(static letter => char.IsControl(letter) ? ' ' : letter)) : value;

    private static string UpToHost(string endpoint)
    {
        var start = endpoint.IndexOf("://", StringComparison.Ordinal);
        var end = start < 0 ? -1 : endpoint.IndexOfAny(['/', '?', '#'], start + 3);
        return end < 0 ? endpoint : endpoint[..end];
    }
}
