using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>A finding as an event. Its uid follows from what was found and when: found again after a crash, it is the same event.</summary>
internal sealed record FindingEvent
{
    public required string Cluster { get; init; }

    public required string Reason { get; init; }

    /// <summary>What makes it this finding and no other, beside kind and cluster.</summary>
    public required string Key { get; init; }

    /// <summary>Tells events about one finding apart; they have one uid.</summary>
    public string Version { get; init; } = "1";

    public required string Message { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public required string Type { get; init; }

    public required string Action { get; init; }

    public required DateTimeOffset First { get; init; }

    public required DateTimeOffset Last { get; init; }

    /// <summary>The object it is about.</summary>
    public required ObjectReference About { get; init; }

    public ObjectFacts Facts { get; init; } = ObjectFacts.Unknown;

    public required EventCategory Category { get; init; }

    public required Severity Severity { get; init; }

    public required Finding Finding { get; init; }

    public AnalyzedEvent ToAnalyzed()
    {
        var uid = Uid().ToString();
        var occurrence = new ClusterEvent
        {
            Cluster = Cluster,
            Name = $"{FindingEvents.Component}.{uid.Replace("-", "", StringComparison.Ordinal)[..16]}",
            Namespace = About.Namespace.Length > 0 ? About.Namespace : About.Kind == "Namespace" ? About.Name : "default",
            Uid = uid,
            ResourceVersion = Version,
            CreationTimestamp = Last,
            Type = Type,
            Reason = Reason,
            Message = Message,
            Action = Action,
            Count = 1,
            FirstTimestamp = First,
            LastTimestamp = Last,
            SourceComponent = FindingEvents.Component,
            ReportingController = FindingEvents.Component,
            InvolvedObject = About,
            ObservedAt = Last,
        };
        return new AnalyzedEvent(new EnrichedEvent(occurrence, Facts), Category, Severity) { Finding = Finding };
    }

    /// <summary>A namespace, or the cluster as a whole where there is none.</summary>
    public static ObjectReference AboutNamespace(string name, string cluster) => name.Length > 0
        ? new ObjectReference { ApiVersion = "v1", Kind = "Namespace", Name = name }
        : new ObjectReference { Kind = "Cluster", Name = cluster.Length > 0 ? cluster : "cluster" };

    private Guid Uid() => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{Finding.Kind}|{Cluster}|{Key}")).AsSpan(0, 16));
}
