using EventExporter.Pipeline.Analysis.Classification;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>An event as templates see it.</summary>
internal static class EventModel
{
    private static readonly ModelTable<OwnerReference> Owner = new(
        new("api_version", "APIVersion", "API version of the owner", o => o.ApiVersion),
        new("kind", "Kind", "kind of the owner", o => o.Kind),
        new("name", "Name", "name of the owner", o => o.Name),
        new("uid", "UID", "uid of the owner", o => o.Uid),
        new("controller", "Controller", "whether it is the managing controller", o => o.Controller));

    public static readonly ModelTable<ObjectReference> Reference = new(
        new("kind", "Kind", "kind", r => r.Kind),
        new("namespace", "Namespace", "namespace", r => r.Namespace),
        new("name", "Name", "name", r => r.Name),
        new("uid", "UID", "uid", r => r.Uid),
        new("api_version", "APIVersion", "API version", r => r.ApiVersion),
        new("resource_version", "ResourceVersion", "resource version", r => r.ResourceVersion),
        new("field_path", "FieldPath", "the part that is meant, such as spec.containers{app}", r => r.FieldPath));

    private static readonly ModelTable<AnalyzedEvent> Involved = new(
    [
        .. Reference.Members.Select(m => new ModelMember<AnalyzedEvent>(m.Name, m.GoName, m.Description, e => m.Read(e.Event.InvolvedObject))),
        new("labels", "Labels", "labels of the object", e => e.Object.Labels) { IsOpen = true },
        new("annotations", "Annotations", "annotations of the object", e => e.Object.Annotations) { IsOpen = true },
        new("owner_references", "OwnerReferences", "its owner references", e => e.Object.OwnerReferences) { IsOpen = true },
        new("deleted", "Deleted", "whether it is deleted or being deleted", e => e.Object.Deleted),
    ]);

    private static readonly ModelTable<ClusterEvent> Source = new(
        new("component", "Component", "who reported it (older event API)", e => e.SourceComponent),
        new("host", "Host", "where it was reported (older event API)", e => e.SourceHost));

    private static readonly ModelTable<EventSeries> Series = new(
        new("count", "Count", "occurrences in the series", s => s.Count),
        new("last_observed_time", "LastObservedTime", "when it was last seen", s => s.LastObservedTime) { IsTime = true });

    private static readonly ModelTable<ClusterEvent> Metadata = new(
        new("name", "Name", "name of the event object", e => e.Name),
        new("namespace", "Namespace", "namespace of the event object", e => e.Namespace),
        new("uid", "UID", "uid of the event object", e => e.Uid),
        new("resource_version", "ResourceVersion", "resource version of the event object", e => e.ResourceVersion),
        new("creation_timestamp", "CreationTimestamp", "when the event object was made", e => e.CreationTimestamp) { IsTime = true },
        new("labels", "Labels", "labels of the event object", e => e.Labels) { IsOpen = true },
        new("annotations", "Annotations", "annotations of the event object", e => e.Annotations) { IsOpen = true });

    /// <summary>What stands at the top of every template.</summary>
    public static readonly ModelTable<AnalyzedEvent> Table = new(
    [
        .. Metadata.Members.Select(m => new ModelMember<AnalyzedEvent>(m.Name, m.GoName, m.Description, e => m.Read(e.Event)) { IsOpen = m.IsOpen, IsTime = m.IsTime, Shape = m.Shape }),
        new("metadata", null, "the event object's metadata", e => new ModelValue<ClusterEvent>(e.Event, Metadata)) { Shape = Metadata.Shape },
        new("reason", "Reason", "short machine-readable reason", e => e.Event.Reason),
        new("message", "Message", "text for people", e => e.Event.Message),
        new("type", "Type", "Normal or Warning", e => e.Event.Type),
        new("action", "Action", "what was done or failed (newer event API)", e => e.Event.Action),
        new("count", "Count", "running total: series.count, else count, else 1; of an alert the occurrences in its window", e => e.Finding is AlertFinding alert ? alert.Occurrences : e.Event.TotalCount),
        new("value", null, "what the condition came to, in events of alert rules", e => (e.Finding as AlertFinding)?.Value),
        new("delta", "Delta", "occurrences since the last one that was sent", e => e.Event.Delta),
        new("series", "Series", "the running series (newer event API)", e => e.Event.Series is { } s ? new ModelValue<EventSeries>(s, Series) : null) { Shape = Series.Shape },
        new("first_timestamp", "FirstTimestamp", "first seen, as written", e => e.Event.FirstTimestamp) { IsTime = true },
        new("last_timestamp", "LastTimestamp", "last seen, as written", e => e.Event.LastTimestamp) { IsTime = true },
        new("event_time", "EventTime", "first seen, as written (newer event API)", e => e.Event.EventTime) { IsTime = true },
        new("first_seen", "FirstSeen", "first seen, whichever API wrote it", e => e.Event.FirstSeen),
        new("last_seen", "LastSeen", "last seen, whichever API wrote it", e => e.Event.LastSeen),
        new("timestamp", "Timestamp", "the same as last_seen", e => e.Event.LastSeen),
        new("timestamp_ms", null, "last_seen in milliseconds since 1970", e => e.Event.LastSeen.ToUnixTimeMilliseconds()),
        new("timestamp_iso8601", null, "last_seen in UTC, as 2006-01-02T15:04:05.000Z", e => Rfc3339.Milliseconds(e.Event.LastSeen)),
        new("get_timestamp_ms", "GetTimestampMs", "first seen in milliseconds since 1970", e => e.Event.FirstSeen.ToUnixTimeMilliseconds()),
        new("get_timestamp_iso8601", "GetTimestampISO8601", "first seen in UTC, as 2006-01-02T15:04:05.000Z", e => Rfc3339.Milliseconds(e.Event.FirstSeen)),
        new("source", "Source", "who and where (older event API)", e => new ModelValue<ClusterEvent>(e.Event, Source)) { Shape = Source.Shape },
        new("component", "Component", "who reported it, whichever API", e => e.Event.Component),
        new("host", "Host", "where it was reported, whichever API", e => e.Event.Host),
        new("reporting_controller", "ReportingController", "who reported it (newer event API)", e => e.Event.ReportingController),
        new("reporting_component", "ReportingComponent", "the same as reporting_controller", e => e.Event.ReportingController),
        new("reporting_instance", "ReportingInstance", "which instance of it", e => e.Event.ReportingInstance),
        new("involved_object", "InvolvedObject", "the object it is about", e => new ModelValue<AnalyzedEvent>(e, Involved)) { Shape = Involved.Shape },
        new("related", "Related", "another object that plays a part", e => e.Event.Related is { } r ? new ModelValue<ObjectReference>(r, Reference) : null) { Shape = Reference.Shape },
        new("owner", "Owner", "the top of the owner chain, or the object itself", OwnerOf) { Shape = Owner.Shape },
        new("owners", "Owners", "the owner chain, nearest first", e => e.Object.OwnerChain.Select(o => (object)new ModelObject<OwnerReference>(o, Owner, TemplateLanguage.Scriban)).ToList()) { IsOpen = true },
        new("node", "Node", "the node concerned", e => e.Object.Node),
        new("namespace_labels", "NamespaceLabels", "labels of the namespace", e => e.Object.NamespaceLabels) { IsOpen = true },
        new("cluster_name", "ClusterName", "clusterName of the configuration", e => e.Event.Cluster),
        new("severity", "Severity", "info, notice, warning, error or critical", e => Names.Of(e.Severity).ToString()),
        new("category", "Category", "Scheduling, Image, Container, ...", e => Names.Of(e.Category).ToString()),
        new("details", "Details", "what was read out of the message", e => e.Details) { IsOpen = true },
        new("meaning", null, "what the reason means, one sentence; empty if it is not known", e => ReasonGuide.For(e.Event.Reason)?.Meaning),
        new("incident", "Incident", "the incident it belongs to; prints as its id", FindingModel.IncidentOf) { Shape = FindingModel.IncidentShape },
        new("alert", "Alert", "the alert, in events of alert rules", e => FindingModel.AlertOf(e)) { Shape = FindingModel.AlertShape },
        new("pattern", "Pattern", "the pattern, in events of patterns", e => FindingModel.PatternOf(e)) { Shape = FindingModel.PatternShape },
        new("rate", "Rate", "the unusual rate, in events of such", e => FindingModel.RateOf(e)) { Shape = FindingModel.RateShape },
        new("finding", "Finding", "incident, alert, pattern or rate in events of the exporter itself, else empty", e => e.Finding?.Kind),
        new("group", null, "the events that this one stands for", GroupModel.Of) { Shape = GroupModel.Shape },
        new("events", null, "some of those events", GroupModel.EventsOf) { IsOpen = true },
        new("event", null, "the whole event, for to_json", e => new ModelValue<AnalyzedEvent>(e, Whole)) { IsOpen = true },
        new("kind", "Kind", "always empty, as for every watched object", _ => "") { IsGoOnly = true },
        new("api_version", "APIVersion", "always empty, as for every watched object", _ => "") { IsGoOnly = true },
        new("generate_name", "GenerateName", "always empty: recorders name their events", _ => "") { IsGoOnly = true },
        new("finalizers", "Finalizers", "always empty: events have none", _ => Array.Empty<string>()) { IsGoOnly = true },
        new("owner_references", "OwnerReferences", "always empty: nobody owns an event", _ => Array.Empty<string>()) { IsGoOnly = true },
        new("identity", "Identity", "cluster:uid:resourceVersion, the key of idempotent writes", e => e.Event.Identity),
    ]);

    private static ModelTable<AnalyzedEvent> Whole => Table;

    public static ModelObject<AnalyzedEvent> Of(AnalyzedEvent analyzed, TemplateLanguage language) => new(analyzed, Table, language);

    private static ModelValue<OwnerReference> OwnerOf(AnalyzedEvent analyzed)
    {
        var about = analyzed.Event.InvolvedObject;
        return new(analyzed.Object.RootOwner ?? new OwnerReference(about.ApiVersion, about.Kind, about.Name, about.Uid, false), Owner);
    }
}
