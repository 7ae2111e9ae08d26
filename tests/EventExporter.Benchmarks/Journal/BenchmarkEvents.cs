using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Benchmarks.Journal;

/// <summary>A busy cluster: 2,000 pods of 100 deployments on 50 nodes, a dozen reasons, facts shared by the events of a pod as the cache of lookups shares them.</summary>
internal static class BenchmarkEvents
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Reason, string Message, string Type)[] Kinds =
    [
        ("Scheduled", "Successfully assigned {0}/{1} to {2}", "Normal"),
        ("Pulling", "Pulling image \"registry.example.com/{0}/app:v1.2.3\"", "Normal"),
        ("Pulled", "Successfully pulled image \"registry.example.com/{0}/app:v1.2.3\" in 2.345s (2.345s including waiting). Image size: 123456789 bytes.", "Normal"),
        ("Created", "Created container: app", "Normal"),
        ("Started", "Started container app", "Normal"),
        ("BackOff", "Back-off restarting failed container app in pod {1}_{0}(6ba7b810-9dad-11d1-80b4-00c04fd430c8)", "Warning"),
        ("Unhealthy", "Readiness probe failed: Get \"http://10.1.2.3:8080/health\": dial tcp 10.1.2.3:8080: connect: connection refused", "Warning"),
        ("FailedMount", "MountVolume.SetUp failed for volume \"config\" : configmap \"{1}\" not found", "Warning"),
    ];

    public static JournalCommit Commit(int size, int seed)
    {
        var random = new Random(seed);
        var facts = new Dictionary<int, ObjectFacts>();
        var events = new AnalyzedEvent[size];
        for (var i = 0; i < size; i++)
            events[i] = Event(random, facts);
        return new JournalCommit
        {
            Events = events,
            Seen = [.. events.Select(e => new SeenEntry((UInt128)e.Event.Uid.GetHashCode(), 1, 1, 1))],
            Positions = [new WatchPosition("", "123456789", Start)],
        };
    }

    private static AnalyzedEvent Event(Random random, Dictionary<int, ObjectFacts> facts)
    {
        var pod = random.Next(2000);
        var (reason, message, type) = Kinds[random.Next(Kinds.Length)];
        var space = $"team-{pod % 20}";
        var name = $"service-{pod % 100}-5d4f7c9b8-{pod:x5}";
        var node = $"ip-10-0-{pod % 50}-17.eu-central-1.compute.internal";
        if (!facts.TryGetValue(pod, out var known))
            facts[pod] = known = Facts(pod, node);
        var cluster = new ClusterEvent
        {
            Cluster = "production",
            Name = $"{name}.{random.NextInt64():x16}",
            Namespace = space,
            Uid = new Guid(random.Next(), 1, 2, BitConverter.GetBytes(random.NextInt64())).ToString(),
            ResourceVersion = random.Next(100_000_000, 999_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Reason = reason,
            Message = string.Format(System.Globalization.CultureInfo.InvariantCulture, message, space, name, node),
            Type = type,
            Count = random.Next(1, 30),
            CreationTimestamp = Start.AddSeconds(-random.Next(1000)),
            FirstTimestamp = Start.AddSeconds(-random.Next(1000)),
            LastTimestamp = Start,
            SourceComponent = "kubelet",
            SourceHost = node,
            ReportingController = "kubelet",
            ReportingInstance = node,
            InvolvedObject = new() { ApiVersion = "v1", Kind = "Pod", Namespace = space, Name = name, Uid = $"6ba7b810-9dad-11d1-80b4-00c04f{pod:x6}", ResourceVersion = $"{9_000_000 + pod}", FieldPath = "spec.containers{app}" },
            ObservedAt = Start.AddTicks(random.Next()),
        };
        return new AnalyzedEvent(new EnrichedEvent(cluster, known), EventCategory.Container, Severity.Warning)
        {
            Details = new Dictionary<string, string> { ["container"] = "app", ["node"] = node },
        };
    }

    private static ObjectFacts Facts(int pod, string node) => new()
    {
        Lookup = LookupResult.Found,
        Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = $"service-{pod % 100}", ["pod-template-hash"] = "5d4f7c9b8", ["team"] = $"team-{pod % 20}", ["version"] = "v1.2.3" },
        Annotations = new Dictionary<string, string> { ["prometheus.io/scrape"] = "true", ["prometheus.io/port"] = "8080" },
        OwnerReferences = [new("apps/v1", "ReplicaSet", $"service-{pod % 100}-5d4f7c9b8", $"rs-{pod % 100}", true)],
        OwnerChain = [new("apps/v1", "ReplicaSet", $"service-{pod % 100}-5d4f7c9b8", $"rs-{pod % 100}", true), new("apps/v1", "Deployment", $"service-{pod % 100}", $"deploy-{pod % 100}", true)],
        Node = node,
        NamespaceLabels = new Dictionary<string, string> { ["team"] = $"team-{pod % 20}", ["kubernetes.io/metadata.name"] = $"team-{pod % 20}" },
    };
}
