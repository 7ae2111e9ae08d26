using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>
/// A gap as an event, so that it takes the same routes as any other. Its uid follows from the gap: sent twice, it is one event at the
/// receivers.
/// </summary>
internal static class WatchGapEvent
{
    public const string Reason = "WatchGap";
    public const string Component = "event-exporter";

    public static ClusterEvent Create(Gap gap, string cluster)
    {
        var id = Id(gap, cluster);
        return new ClusterEvent
        {
            Cluster = cluster,
            Name = $"{Component}.{id:N}"[..(Component.Length + 17)],
            Namespace = gap.Scope.Length > 0 ? gap.Scope : "default",
            Uid = id.ToString(),
            ResourceVersion = "1",
            CreationTimestamp = gap.To,
            Type = "Warning",
            Reason = Reason,
            Message = Describe(gap),
            Action = "Watch",
            Count = 1,
            FirstTimestamp = gap.From,
            LastTimestamp = gap.To,
            SourceComponent = Component,
            ReportingController = Component,
            InvolvedObject = gap.Scope.Length > 0
                ? new ObjectReference { ApiVersion = "v1", Kind = "Namespace", Name = gap.Scope }
                : new ObjectReference { Kind = "Cluster", Name = cluster.Length > 0 ? cluster : "cluster" },
            ObservedAt = gap.To,
        };
    }

    /// <summary>The facts for a gap over all namespaces: there is no object called Cluster to be looked up.</summary>
    public static ObjectFacts? Facts(Gap gap) => gap.Scope.Length > 0 ? null : ObjectFacts.Unknown;

    private static string Describe(Gap gap)
    {
        var where = gap.Scope.Length > 0 ? $" of namespace {gap.Scope}" : "";
        var recovered = gap.Recovered is { } n ? $" Comparing a new list with what was known recovered {n} occurrences." : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The watch{where} cannot prove that it saw every event from {gap.From:u} to {gap.To:u}: {gap.Why}.{recovered}");
    }

    private static Guid Id(Gap gap, string cluster)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{cluster}|{gap.Scope}|{gap.From.UtcTicks}|{gap.To.UtcTicks}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
