using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Routing.Conditions;

/// <summary>The fields that rules can name, by the keys of a rule.</summary>
internal static class EventFields
{
    private static readonly string[] SeverityNames = [.. Enum.GetNames<Severity>().Select(n => n.ToLowerInvariant())];
    private static readonly string[] CategoryNames = Enum.GetNames<EventCategory>();

    public static readonly EventField Message = new("message", e => e.Event.Message);
    public static readonly EventField ApiVersion = new("apiVersion", e => e.Event.InvolvedObject.ApiVersion);
    public static readonly EventField Kind = new("kind", e => e.Event.InvolvedObject.Kind);

    /// <summary>The namespace of the event itself: <c>default</c> for events about cluster-scoped objects.</summary>
    public static readonly EventField Namespace = new("namespace", e => e.Event.Namespace);
    public static readonly EventField Name = new("name", e => e.Event.InvolvedObject.Name);
    public static readonly EventField Reason = new("reason", e => e.Event.Reason);
    public static readonly EventField Type = new("type", e => e.Event.Type);
    public static readonly EventField Action = new("action", e => e.Event.Action);
    public static readonly EventField Component = new("component", e => e.Event.SourceComponent, e => e.Event.ReportingController);
    public static readonly EventField Host = new("host", e => e.Event.SourceHost, e => e.Event.ReportingInstance);
    public static readonly EventField ReportingController = new("reportingController", e => e.Event.ReportingController, e => e.Event.SourceComponent);
    public static readonly EventField Cluster = new("cluster", e => e.Event.Cluster);
    public static readonly EventField SeverityName = new("severity", e => SeverityNames[(int)e.Severity]);
    public static readonly EventField Category = new("category", e => CategoryNames[(int)e.Category]);

    /// <summary>The top of the owner chain; an object that nobody owns is its own owner.</summary>
    public static readonly EventField OwnerName = new("owner", e => e.Object.RootOwner?.Name ?? e.Event.InvolvedObject.Name);
    public static readonly EventField OwnerKind = new("owner.kind", e => e.Object.RootOwner?.Kind ?? e.Event.InvolvedObject.Kind);
    public static readonly EventField OwnerApiVersion = new("owner.apiVersion", e => e.Object.RootOwner?.ApiVersion ?? e.Event.InvolvedObject.ApiVersion);
}
