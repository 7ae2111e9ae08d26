using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// Incidents as findings and as events. An event's identity follows from the incident and the number of the event, so that the same journal
/// makes the same ones. All are warnings with the incident's severity: whoever was told that it began is told that it is over.
/// </summary>
internal static class IncidentEvents
{
    private const int MostMembersNamed = 10;
    private const int MostEvidence = 5;

    public static string IdOf(string cluster, ObjectKey key, DateTimeOffset since)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{cluster}|{key}|{since.UtcTicks}");
        return "inc-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));
    }

    public static AnalyzedEvent Event(Incident i, IncidentState state, string change, DateTimeOffset now)
    {
        var finding = Finding(i, state, change);
        var uid = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{i.Cluster}|{i.Id}")).AsSpan(0, 16)).ToString();
        var e = new ClusterEvent
        {
            Cluster = i.Cluster,
            Name = $"{i.Id}.{i.Number.ToString(CultureInfo.InvariantCulture)}",
            Namespace = i.Root.Namespace.Length > 0 ? i.Root.Namespace : "default",
            Uid = uid,
            ResourceVersion = i.Number.ToString(CultureInfo.InvariantCulture),
            CreationTimestamp = now,
            Type = "Warning",
            Reason = FindingEvents.ReasonOf(state),
            Message = Message(finding),
            Action = "Correlate",
            Count = i.Number,
            FirstTimestamp = i.Since,
            LastTimestamp = now,
            SourceComponent = FindingEvents.Component,
            ReportingController = FindingEvents.Component,
            InvolvedObject = i.Root,
            ObservedAt = now,
        };
        var facts = i.Facts with { OwnerChain = [], OwnerReferences = [], Node = i.Node, Deleted = false };
        return new AnalyzedEvent(new EnrichedEvent(e, facts), finding.Category, i.Severity) { Incident = i.Id, Finding = finding, Details = i.Details };
    }

    public static IncidentFinding Finding(Incident i, IncidentState state, string change) => new()
    {
        Id = i.Id,
        State = state,
        Number = i.Number,
        Title = IncidentText.Title(i),
        Rule = i.Trouble.ToString(),
        Cause = IncidentText.Cause(i),
        Evidence = [.. i.Evidence.OrderByDescending(q => CauseRules.Of(q.Trouble).Rank).Take(MostEvidence).Select(q => q.Quote)],
        Changes = [.. i.Changes],
        Root = i.Root,
        Node = i.Node,
        Severity = i.Severity,
        Category = i.Rule.Category,
        Since = i.Since,
        LastSeen = i.LastSign,
        Count = i.Count,
        Objects = i.Objects,
        Members = [.. i.Members.Keys.Take(MostMembersNamed).Select(k => k.ToString())],
        Reasons = [.. i.Reasons.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => new ReasonCount(r.Key, r.Value))],
        Change = change,
        Reopened = i.Reopened,
    };

    private static string Message(IncidentFinding f)
    {
        var text = new StringBuilder();
        text.Append(f.Title).Append(f.State switch
        {
            IncidentState.Resolved => $": resolved, {f.Change}.",
            IncidentState.Recovering => ": recovering.",
            IncidentState.Updated => $": {f.Change}.",
            _ => ".",
        });
        if (f.State != IncidentState.Resolved)
            text.Append(' ').Append(f.Cause);
        text.Append(CultureInfo.InvariantCulture, $" Since {f.Since.UtcDateTime:HH:mm:ss} UTC, {f.Count} occurrences at {f.Objects} objects.");
        if (f.Changes.Count > 0 && f.State is IncidentState.Opened or IncidentState.Updated)
            text.Append(" Just before: ").Append(f.Changes[^1].Message).Append('.');
        return text.ToString();
    }
}
