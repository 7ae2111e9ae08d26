using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Pipeline.Delivery;

/// <summary>Some event, where a test does not care which.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static AnalyzedEvent Event(string name = "web-1", string message = "Back-off restarting failed container", DateTimeOffset? observedAt = null) => new(
        new EnrichedEvent(
            new ClusterEvent
            {
                Cluster = "test",
                Name = $"{name}.17f",
                Namespace = "shop",
                Uid = $"uid-{name}",
                ResourceVersion = "42",
                CreationTimestamp = Time,
                Reason = "BackOff",
                Message = message,
                Type = "Warning",
                Count = 3,
                FirstTimestamp = Time,
                LastTimestamp = Time.AddSeconds(90),
                SourceComponent = "kubelet",
                SourceHost = "node-1",
                InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = "shop", Name = name, Uid = $"pod-{name}" },
                ObservedAt = observedAt ?? Time,
            },
            ObjectFacts.Unknown),
        EventCategory.Container,
        Severity.Warning);

    public static AnalyzedEvent[] Events(int count, int from = 1) => [.. Enumerable.Range(from, count).Select(i => Event($"e{i}"))];

    public static DeliveryItem[] Items(int count) => [.. Enumerable.Range(1, count).Select(i => new DeliveryItem(i, Event($"e{i}")))];
}
