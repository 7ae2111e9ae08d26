using System.Globalization;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.Query;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>Makes the events of an alert: that it fires, and that it does no longer. Both have one uid and one severity, so that they take the same routes.</summary>
internal sealed class AlertEvents(AlertRule rule, string cluster)
{
    private const string Firing = "1";
    private const string Resolved = "2";

    /// <param name="note">Why it has ended, where that is not that the condition no longer holds.</param>
    public AnalyzedEvent ToEvent(AlertGroup group, bool isFiring, long now, string note = "")
    {
        var latest = group.Latest ?? Stand(group);
        var finding = ToFinding(group, isFiring);
        var about = About(latest);
        var summary = finding.Summary;
        return new FindingEvent
        {
            Cluster = cluster,
            Reason = isFiring ? FindingEvents.AlertFiring : FindingEvents.AlertResolved,
            Key = $"{rule.Name}|{group.Key}|{group.Since}",
            Version = isFiring ? Firing : Resolved,
            Message = isFiring ? summary : $"Resolved: {summary}{(note.Length > 0 ? $" ({note})" : "")}",
            Type = rule.Severity >= Severity.Warning ? "Warning" : "Normal",
            Action = "EvaluateAlert",
            First = finding.Since,
            Last = new DateTimeOffset(now, TimeSpan.Zero),
            About = about,
            Facts = Facts(latest, about),
            Category = group.Latest is null ? EventCategory.Other : latest.Category,
            Severity = rule.Severity,
            Finding = finding,
        }.ToAnalyzed();
    }

    public AlertStatus ToStatus(AlertGroup group)
    {
        var finding = ToFinding(group, group.IsFiring);
        return new AlertStatus(rule.Name, group.IsFiring, finding.Labels, finding.Value, finding.Since, rule.Severity, finding.Summary);
    }

    private AlertFinding ToFinding(AlertGroup group, bool isFiring)
    {
        var finding = new AlertFinding
        {
            Rule = rule.Name,
            IsFiring = isFiring,
            Labels = Labels(group),
            Value = Math.Round(group.Value, 3),
            Occurrences = group.Occurrences,
            Threshold = rule.Condition.Threshold,
            Window = rule.Condition.Window,
            Since = new DateTimeOffset(group.Since, TimeSpan.Zero),
        };
        var latest = group.Latest ?? Stand(group);
        return finding with { Summary = rule.Summary?.Invoke(latest with { Finding = finding, Severity = rule.Severity }) ?? Describe(finding, group) };
    }

    private Dictionary<string, string> Labels(AlertGroup group)
    {
        var labels = new Dictionary<string, string>(rule.Labels, StringComparer.Ordinal);
        foreach (var (field, value) in rule.Condition.By.Zip(group.Values))
            labels[field.Name] = value;
        return labels;
    }

    private string Describe(AlertFinding finding, AlertGroup group)
    {
        var of = rule.Condition.By.Count == 0 ? "" : $" for {string.Join(", ", rule.Condition.By.Zip(group.Values, static (field, value) => $"{field.Name} {value}"))}";
        return rule.Condition.Function == AlertFunction.Absent
            ? $"{rule.Name}{of}: no such event in {Duration.Format(finding.Window)}"
            : string.Create(CultureInfo.InvariantCulture, $"{rule.Name}{of}: {finding.Value:0.##} in {Duration.Format(finding.Window)}, {rule.Condition.Text}");
    }

    /// <summary>The object that the fields of <c>by</c> point at: owner, object, node, namespace, or the whole cluster.</summary>
    private ObjectReference About(AnalyzedEvent latest)
    {
        var by = rule.Condition.By.Select(field => field.Field).ToHashSet();
        var about = latest.Event.InvolvedObject;
        if (by.Contains(QueryFields.Owner))
        {
            return latest.Object.RootOwner is { } owner
                ? new ObjectReference { ApiVersion = owner.ApiVersion, Kind = owner.Kind, Name = owner.Name, Uid = owner.Uid, Namespace = about.Namespace }
                : about;
        }

        if (by.Contains(QueryFields.Name) || by.Contains(QueryFields.Uid))
            return about;
        if (by.Contains(QueryFields.Node))
            return new ObjectReference { ApiVersion = "v1", Kind = "Node", Name = latest.Object.Node };
        return by.Contains(QueryFields.Namespace) || by.Contains(QueryFields.ObjectNamespace)
            ? FindingEvent.AboutNamespace(about.Namespace.Length > 0 ? about.Namespace : latest.Event.Namespace, cluster)
            : FindingEvent.AboutNamespace("", cluster);
    }

    /// <summary>Where the alert is about an object or its owner, the labels of the latest event's object lead to whoever it belongs to; the rule's own come first.</summary>
    private ObjectFacts Facts(AnalyzedEvent latest, ObjectReference about)
    {
        var isObject = about.Kind is not ("Cluster" or "Namespace" or "Node") || ReferenceEquals(about, latest.Event.InvolvedObject);
        var labels = new Dictionary<string, string>(isObject ? latest.Object.Labels : rule.Labels, StringComparer.Ordinal);
        foreach (var (name, value) in rule.Labels)
            labels[name] = value;
        return new ObjectFacts
        {
            Lookup = isObject ? latest.Object.Lookup : LookupResult.Omitted,
            Labels = labels,
            Annotations = isObject ? latest.Object.Annotations : ObjectFacts.Unknown.Annotations,
            OwnerChain = ReferenceEquals(about, latest.Event.InvolvedObject) ? latest.Object.OwnerChain : [],
            NamespaceLabels = about.Kind is "Cluster" or "Node" ? ObjectFacts.Unknown.NamespaceLabels : latest.Object.NamespaceLabels,
            Node = about.Kind == "Node" ? about.Name : isObject ? latest.Object.Node : "",
        };
    }

    /// <summary>In place of a latest event where none has come: what the fields of <c>by</c> say of it.</summary>
    private AnalyzedEvent Stand(AlertGroup group)
    {
        string Of(QueryField field) => rule.Condition.By.Index().Where(by => by.Item.Field == field).Select(by => group.Values[by.Index]).FirstOrDefault() ?? "";
        var since = new DateTimeOffset(group.Known, TimeSpan.Zero);
        var ns = Of(QueryFields.Namespace) is { Length: > 0 } name ? name : Of(QueryFields.ObjectNamespace);
        var occurrence = new ClusterEvent
        {
            Cluster = cluster,
            Namespace = ns,
            Reason = Of(QueryFields.Reason),
            LastTimestamp = since,
            ObservedAt = since,
            InvolvedObject = new ObjectReference { Kind = Of(QueryFields.Kind), Name = Of(QueryFields.Name), Namespace = ns },
        };
        return new AnalyzedEvent(new EnrichedEvent(occurrence, new ObjectFacts { Node = Of(QueryFields.Node) }), EventCategory.Other, rule.Severity);
    }
}
