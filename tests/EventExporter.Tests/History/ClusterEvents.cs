using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Tests.History;

/// <summary>Events as a small cluster might make them, with hostile texts among them, from a seed.</summary>
internal sealed class ClusterEvents(int seed)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Texts that appear in fields, so that queries made of them find something.</summary>
    public static readonly string[] Texts =
        ["BackOff", "Failed", "Pulled", "Scheduled", "shop", "kube-system", "", "a b", "x\"y", @"a\b", "'; DROP TABLE events; --", "\U0001F600", "\u202Eabc", "ünï", "line\nbreak", "%", "_", "pod-1", "pod-2", "pod-7", "node-1", "Warning", "Normal", "image", "web"];

    private static readonly string[] Reasons = ["BackOff", "Failed", "Pulled", "Scheduled", "'; DROP TABLE events; --"];
    private static readonly string[] Namespaces = ["shop", "kube-system", "", "x\"y"];
    private static readonly string[] Messages =
        ["Back-off restarting failed container app in pod-1", "Failed to pull image \"web:1.2\": connection refused", "Successfully assigned shop/pod-2 to node-1", "", "ünï \U0001F600 \u202Eabc line\nbreak", "'; DROP TABLE events; --", "100% _ full"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<int, ObjectFacts> _facts = [];
    private int _number;

    public AnalyzedEvent[] Next(int count, TimeSpan? span = null) => [.. Enumerable.Range(0, count).Select(_ => One(span ?? TimeSpan.FromHours(4)))];

    private AnalyzedEvent One(TimeSpan span)
    {
        var pod = _random.Next(8);
        var at = Start.AddMilliseconds(_random.NextInt64(-(long)span.TotalMilliseconds, (long)span.TotalMilliseconds));
        var cluster = new ClusterEvent
        {
            Cluster = _random.Next(5) == 0 ? "" : "prod",
            Name = $"e{++_number}",
            Namespace = Pick(Namespaces),
            Uid = $"uid-{seed}-{_number}",
            ResourceVersion = $"{_number}",
            Reason = Pick(Reasons),
            Message = Pick(Messages),
            Type = _random.Next(2) == 0 ? "Warning" : "Normal",
            Action = _random.Next(4) == 0 ? "Pulling" : "",
            Count = _random.Next(6),
            LastTimestamp = _random.Next(3) == 0 ? new DateTimeOffset(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero) : at,
            FirstTimestamp = at.AddHours(-1),
            SourceComponent = _random.Next(2) == 0 ? "kubelet" : "scheduler",
            SourceHost = $"node-{_random.Next(3)}",
            InvolvedObject = new ObjectReference { ApiVersion = "v1", Kind = pod == 0 ? "Node" : "Pod", Namespace = "shop", Name = $"pod-{pod}", Uid = $"u{pod}", FieldPath = pod == 3 ? "spec.containers{app}" : "" },
            Delta = 1 + _random.Next(4),
            ObservedAt = at,
        };
        return new AnalyzedEvent(new EnrichedEvent(cluster, Facts(pod)), (EventCategory)_random.Next(12), (Severity)_random.Next(5))
        {
            Details = _random.Next(2) == 0 ? new Dictionary<string, string> { ["app"] = Pick(Texts) } : new Dictionary<string, string>(),
            Incident = _random.Next(6) == 0 ? $"inc-{_random.Next(3)}" : "",
            Finding = _random.Next(20) == 0 ? new PatternFinding { Key = "x" } : null,
        };
    }

    private ObjectFacts Facts(int pod)
    {
        if (_facts.TryGetValue(pod, out var facts) && _random.Next(10) > 0)
            return facts;
        return _facts[pod] = new ObjectFacts
        {
            Lookup = LookupResult.Found,
            Labels = _random.Next(4) == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["app"] = Pick(Texts), ["app.kubernetes.io/name"] = "web" },
            Annotations = new Dictionary<string, string> { ["app"] = Pick(Texts) },
            NamespaceLabels = new Dictionary<string, string> { ["app"] = "shop" },
            OwnerChain = pod < 4 ? [] : [new("apps/v1", "ReplicaSet", "web-5d4f", "rs", true), new("apps/v1", "Deployment", "web", "d", true)],
            Node = $"node-{pod % 3}",
            Deleted = _random.Next(20) == 0,
        };
    }

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];
}
