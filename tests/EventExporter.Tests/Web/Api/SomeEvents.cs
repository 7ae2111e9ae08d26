using EventExporter.Pipeline.Events;

namespace EventExporter.Tests.Web.Api;

/// <summary>Events of pods of some namespace, as they come in now.</summary>
internal static class SomeEvents
{
    /// <summary>Of this hour: the history keeps them. Whole milliseconds, as it orders by.</summary>
    public static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeMilliseconds());

    /// <param name="after">How long after <see cref="Time"/> it was seen.</param>
    public static AnalyzedEvent In(
        string @namespace, string name, string reason = "BackOff", TimeSpan after = default, string message = "Back-off restarting failed container", int delta = 1) => About(
        new ObjectReference { ApiVersion = "v1", Kind = "Pod", Namespace = @namespace, Name = name, Uid = $"pod-{@namespace}-{name}" }, @namespace, reason, after, message, delta);

    /// <summary>Of what belongs to the whole cluster: Kubernetes puts such events into <c>default</c>.</summary>
    public static AnalyzedEvent OfNode(string name, string reason = "NodeNotReady") =>
        About(new ObjectReference { ApiVersion = "v1", Kind = "Node", Name = name }, "default", reason, default, $"Node {name} is gone", 1);

    public static AnalyzedEvent About(ObjectReference about, string @namespace, string reason, TimeSpan after, string message, int delta) => new(
        new EnrichedEvent(
            new ClusterEvent
            {
                Cluster = "test",
                Name = $"{about.Name}.{reason}",
                Namespace = @namespace,
                Uid = $"uid-{@namespace}-{about.Name}-{reason}-{after.Ticks}",
                ResourceVersion = "1",
                CreationTimestamp = Time,
                Reason = reason,
                Message = message,
                Type = "Warning",
                Count = delta,
                Delta = delta,
                FirstTimestamp = Time,
                LastTimestamp = Time + after,
                SourceComponent = "kubelet",
                SourceHost = "node-1",
                InvolvedObject = about,
                ObservedAt = TimeProvider.System.GetUtcNow(),
            },
            new ObjectFacts { Lookup = LookupResult.Found, Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = about.Name }, Node = about.Kind == "Node" ? "" : "node-1" }),
        EventCategory.Container,
        Severity.Warning);
}
