using System.Text.RegularExpressions;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>Where a receiver's documents go and what they look like, decided from options that may leave it open.</summary>
internal sealed partial class DocumentTarget
{
    public const string DefaultDataStream = "logs-kubernetes.event-default";
    public const string DefaultIncidents = "kubernetes-incidents";

    private readonly IndexName? _byTime;
    private readonly EventText? _byEvent;

    public DocumentTarget(ElasticsearchOptions options, EventRenderers renderers)
    {
        IsDataStream = options.DataStream.Length > 0 || options is { Index.Length: 0, IndexFormat.Length: 0 };
        Format = options.Format ?? (IsDataStream ? DocumentFormat.Ecs : DocumentFormat.Event);
        Incidents = options.Incidents ?? (Format == DocumentFormat.Ecs ? DefaultIncidents : "");
        if (!IsDataStream && options.IndexFormat.Length > 0)
        {
            Name = options.IndexFormat;
            _byTime = IndexName.Parse(options.IndexFormat);
            return;
        }

        Name = !IsDataStream ? options.Index : options.DataStream.Length > 0 ? options.DataStream : DefaultDataStream;
        var text = renderers.Text(Name, IsDataStream ? "dataStream" : "index");
        _byEvent = text.IsConstant ? null : text;
    }

    public bool IsDataStream { get; }

    public DocumentFormat Format { get; }

    /// <summary>The index of incident documents; empty: they are not written.</summary>
    public string Incidents { get; }

    /// <summary>As configured: a name, a template or a time layout.</summary>
    public string Name { get; }

    /// <summary>The same name for every event.</summary>
    public bool IsConstant => _byTime is null && _byEvent is null;

    /// <summary>The name with an asterisk for what differs from event to event.</summary>
    public string Pattern => _byTime is not null ? Braces().Replace(Name, "*") : _byEvent is not null ? Templates().Replace(Name, "*") : Name;

    /// <summary>The name for an event, in lower case as Elasticsearch wants it; null where it is the same for all.</summary>
    /// <exception cref="RenderingException">The template fails for this event.</exception>
    public string? For(AnalyzedEvent analyzed) => _byTime?.For(analyzed.Event.LastSeen) ?? _byEvent?.For(analyzed).ToLowerInvariant();

    /// <summary>Where an event goes.</summary>
    public string NameFor(AnalyzedEvent analyzed) => For(analyzed) ?? Name;

    /// <summary>The parts of a name like <c>logs-kubernetes.event-default</c>; null if it has no such parts.</summary>
    public static (string Type, string Dataset, string Namespace)? Parts(string name) =>
        name.Split('-', 3) is [{ Length: > 0 } type, { Length: > 0 } dataset, { Length: > 0 } rest] ? (type, dataset, rest) : null;

    [GeneratedRegex("\\{[^}]*\\}", RegexOptions.NonBacktracking)]
    private static partial Regex Braces();

    [GeneratedRegex("\\{\\{([^}]|\\}[^}])*\\}\\}", RegexOptions.NonBacktracking)]
    private static partial Regex Templates();
}
