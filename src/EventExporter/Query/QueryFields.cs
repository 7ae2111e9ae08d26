using System.Globalization;
using EventExporter.Pipeline.Events;

namespace EventExporter.Query;

/// <summary>The fields of an event by name. Whoever reads a field by its name reads it here: queries, aggregates, alert rules, silences.</summary>
internal static class QueryFields
{
    private static readonly string[] SeverityNames = [.. Enum.GetNames<Severity>().Select(n => n.ToLowerInvariant())];
    private static readonly string[] CategoryNames = Enum.GetNames<EventCategory>();

    public static readonly QueryField Type = Text("type", "Normal or Warning", e => e.Event.Type);
    public static readonly QueryField Reason = Text("reason", "short machine-readable reason", e => e.Event.Reason);
    public static readonly QueryField Message = Text("message", "text for people", e => e.Event.Message);
    public static readonly QueryField Namespace = Text("namespace", "namespace of the event; default for objects of the cluster", e => e.Event.Namespace);
    public static readonly QueryField Kind = Text("kind", "kind of the object", e => e.Event.InvolvedObject.Kind, "involvedObject.kind");
    public static readonly QueryField Name = Text("name", "name of the object", e => e.Event.InvolvedObject.Name, "involvedObject.name");
    public static readonly QueryField ObjectNamespace = Text("involvedObject.namespace", "namespace of the object; empty for objects of the cluster", e => e.Event.InvolvedObject.Namespace);
    public static readonly QueryField ApiVersion = Text("apiVersion", "API version of the object", e => e.Event.InvolvedObject.ApiVersion, "involvedObject.apiVersion");
    public static readonly QueryField Uid = Text("uid", "uid of the object", e => e.Event.InvolvedObject.Uid, "involvedObject.uid");
    public static readonly QueryField FieldPath = Text("fieldPath", "the part of the object that is meant", e => e.Event.InvolvedObject.FieldPath, "involvedObject.fieldPath");
    public static readonly QueryField Owner = Text("owner", "name of the top of the owner chain, or of the object itself", e => e.Object.RootOwner?.Name ?? e.Event.InvolvedObject.Name, "owner.name");
    public static readonly QueryField OwnerKind = Text("owner.kind", "kind of the top of the owner chain, or of the object itself", e => e.Object.RootOwner?.Kind ?? e.Event.InvolvedObject.Kind);
    public static readonly QueryField OwnerApiVersion = Text("owner.apiVersion", "API version of the owner", e => e.Object.RootOwner?.ApiVersion ?? e.Event.InvolvedObject.ApiVersion);
    public static readonly QueryField Node = Text("node", "the node concerned", e => e.Object.Node);
    public static readonly QueryField Component = Text("component", "who reported it, whichever event API", e => e.Event.Component, "source.component", "reportingController", "reportingComponent");
    public static readonly QueryField Host = Text("host", "where it was reported, whichever event API", e => e.Event.Host, "source.host", "reportingInstance");
    public static readonly QueryField Action = Text("action", "what was done or failed (newer event API)", e => e.Event.Action);
    public static readonly QueryField Cluster = Text("cluster", "clusterName of the configuration", e => e.Event.Cluster);
    public static readonly QueryField Incident = Text("incident", "id of the incident it belongs to", e => e.Incident);
    public static readonly QueryField Finding = Text("finding", "incident, alert, pattern or rate in events of the exporter itself", e => e.Finding?.Kind ?? "");
    public static readonly QueryField Identity = Text("identity", "cluster:uid:resourceVersion of the occurrence", e => e.Event.Identity);

    public static readonly QueryField Severity = new("severity", "info, notice, warning, error or critical", QueryFieldKind.Severity)
    {
        Read = e => SeverityNames[(int)e.Severity],
        ReadNumber = e => (long)e.Severity,
        Values = SeverityNames,
    };

    public static readonly QueryField Category = new("category", "what part of the cluster's life it belongs to", QueryFieldKind.Category)
    {
        Read = e => CategoryNames[(int)e.Category],
        Values = CategoryNames,
    };

    public static readonly QueryField Count = Number("count", "the running total that the cluster reports", e => e.Event.TotalCount);
    public static readonly QueryField Delta = Number("delta", "occurrences that this record adds; they sum up to the true number", e => e.Event.Delta);

    public static readonly QueryField Time = new("time", "when it was last seen", QueryFieldKind.Time) { ReadNumber = e => e.Event.LastSeen.ToUnixTimeMilliseconds() };

    public static readonly QueryField Label = Map("label", "a label of the object", e => e.Object.Labels, "labels", "involvedObject.labels");
    public static readonly QueryField Annotation = Map("annotation", "an annotation of the object", e => e.Object.Annotations, "annotations", "involvedObject.annotations");
    public static readonly QueryField NamespaceLabel = Map("nslabel", "a label of the namespace", e => e.Object.NamespaceLabels, "namespaceLabels");
    public static readonly QueryField Detail = Map("detail", "what was read out of the message", e => e.Details, "details");

    public static readonly QueryField Receiver = new("receiver", "a receiver that it was delivered to", QueryFieldKind.Text) { HistoryOnly = true };

    /// <summary>All, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<QueryField> All =
    [
        Type, Reason, Message, Namespace, Kind, Name, Owner, OwnerKind, OwnerApiVersion, Node, Severity, Category, Component, Host, Action, Cluster,
        Count, Delta, Time, Incident, Finding, ApiVersion, Uid, FieldPath, ObjectNamespace, Identity, Label, Annotation, NamespaceLabel, Detail, Receiver,
    ];

    private static readonly Dictionary<string, QueryField> ByName = All
        .SelectMany(field => field.Synonyms.Prepend(field.Name).Select(name => (name, field)))
        .ToDictionary(entry => entry.name, entry => entry.field, StringComparer.Ordinal);

    /// <summary>Names to suggest for a mistyped one; those of many fields end in a dot.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(field => field.IsMap ? field.Name + "." : field.Name)];

    /// <summary>The field that a name means; null if there is none.</summary>
    public static FieldPath? Find(string name)
    {
        if (ByName.TryGetValue(name, out var field))
            return field.IsMap ? null : new FieldPath(field);
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            if (ByName.TryGetValue(name[..dot], out field) && field.IsMap && dot + 1 < name.Length)
                return new FieldPath(field, name[(dot + 1)..]);
        }

        return null;
    }

    public static int SeverityRank(string name) => Array.IndexOf(SeverityNames, name);

    private static QueryField Text(string name, string description, Func<AnalyzedEvent, string> read, params string[] synonyms) =>
        new(name, description, QueryFieldKind.Text) { Read = read, Synonyms = synonyms };

    private static QueryField Number(string name, string description, Func<AnalyzedEvent, long> read) => new(name, description, QueryFieldKind.Number)
    {
        Read = e => read(e).ToString(CultureInfo.InvariantCulture),
        ReadNumber = read,
    };

    private static QueryField Map(string name, string description, Func<AnalyzedEvent, IReadOnlyDictionary<string, string>> read, params string[] synonyms) =>
        new(name, description, QueryFieldKind.Text) { ReadMap = read, Synonyms = synonyms };
}
