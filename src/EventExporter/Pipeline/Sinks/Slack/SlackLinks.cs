using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Slack;

/// <summary>The links below a message: those of the configuration, or else one to the exporter's own page of the object.</summary>
internal sealed class SlackLinks
{
    private readonly (string Text, EventText Address)[] _links;
    private readonly string? _pages;

    public SlackLinks(IReadOnlyDictionary<string, string>? links, EventRenderers renderers, Uri? externalUrl)
    {
        _links = [.. (links ?? new Dictionary<string, string>()).Select(link => (SlackText.Escape(link.Key).Replace('|', '/'), renderers.Text(link.Value, $"slack.links.{link.Key}")))];
        _pages = links is null ? externalUrl?.AbsoluteUri.TrimEnd('/') : null;
    }

    /// <summary>On one line; empty if there are none.</summary>
    public string For(AnalyzedEvent analyzed)
    {
        var links = _links.Select(link => Link(link.Text, link.Address.For(analyzed)));
        return string.Join(" · ", (_pages is null ? links : [Link("Timeline", Timeline(_pages, analyzed.Event.InvolvedObject))]).Where(static link => link.Length > 0));
    }

    private static string Timeline(string pages, ObjectReference involved)
    {
        var path = involved.Namespace.Length > 0 ? $"{involved.Kind}/{involved.Namespace}/{involved.Name}" : $"{involved.Kind}/{involved.Name}";
        return $"{pages}/timeline?object={Uri.EscapeDataString(path)}";
    }

    /// <summary>An address is written with nothing in it that Slack would take for the end of the link.</summary>
    private static string Link(string text, string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var made) && made.Scheme is "http" or "https"
            ? $"<{SlackText.Escape(made.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal))}|{text}>"
            : "";
}
