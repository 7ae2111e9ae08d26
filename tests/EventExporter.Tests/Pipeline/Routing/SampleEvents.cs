using System.Globalization;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Routing;

/// <summary>Makes an event from <c>key=value</c> pairs, so that a case is one readable line.</summary>
internal static class SampleEvents
{
    public static AnalyzedEvent Parse(string text)
    {
        var pairs = text.Split(' ').Select(p => p.Split('=', 2)).ToList();
        string Get(string key) => pairs.Find(p => p[0] == key)?[1] ?? "";
        Dictionary<string, string> Map(string prefix) =>
            pairs.Where(p => p[0].StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(p => p[0][prefix.Length..], p => p[1], StringComparer.Ordinal);

        var owner = Get("owner").Split('/');
        var occurrence = new ClusterEvent
        {
            Cluster = Get("cluster"),
            Namespace = Get("namespace"),
            Uid = "u",
            ResourceVersion = "1",
            Type = Get("type"),
            Reason = Get("reason"),
            Message = Get("message"),
            Action = Get("action"),
            Count = int.Parse(Get("count") is { Length: > 0 } count ? count : "0", CultureInfo.InvariantCulture),
            SourceComponent = Get("component"),
            SourceHost = Get("host"),
            ReportingController = Get("controller"),
            ReportingInstance = Get("instance"),
            InvolvedObject = new ObjectReference { Kind = Get("kind"), Name = Get("name"), ApiVersion = Get("apiVersion") },
        };
        var facts = new ObjectFacts
        {
            Labels = Map("label."),
            Annotations = Map("annotation."),
            NamespaceLabels = Map("namespaceLabel."),
            OwnerChain = owner.Length == 2 ? [new OwnerReference("apps/v1", owner[0], owner[1], "o", true)] : [],
        };
        return new AnalyzedEvent(
            new EnrichedEvent(occurrence, facts),
            Enum.TryParse<EventCategory>(Get("category"), out var category) ? category : EventCategory.Other,
            Enum.TryParse<Severity>(Get("severity"), out var severity) ? severity : Severity.Info);
    }
}
