using System.Globalization;
using EventExporter.Pipeline.Events;

namespace EventExporter.Benchmarks.History;

/// <summary>
/// Events of a cluster in the order in which they happen, spread over two weeks up to now: 5,000 pods of 250 deployments in 40 namespaces on
/// 60 nodes, replaced as they are rolled out (so that there are 70,000 different pods in two weeks); most events tell of ordinary starts,
/// some pods are in trouble for hours and repeat themselves, messages hold names, numbers, addresses. Days are busier than nights.
/// </summary>
/// <param name="first">The number of the first one that is made.</param>
internal sealed class TwoWeeks(int events, DateTimeOffset end, int first = 0)
{
    private const int Pods = 5000;
    private const int PodsOfTwoWeeks = 70_000;
    private static readonly TimeSpan Span = TimeSpan.FromDays(14);

    private static readonly (int Weight, string Reason, string Type, EventCategory Category, Severity Severity, string Component, string Message)[] Kinds =
    [
        (14, "Scheduled", "Normal", EventCategory.Scheduling, Severity.Info, "default-scheduler", "Successfully assigned {0}/{1} to {2}"),
        (12, "Pulling", "Normal", EventCategory.Image, Severity.Info, "kubelet", "Pulling image \"registry.example.com/{0}/{3}:v1.{4}.3\""),
        (12, "Pulled", "Normal", EventCategory.Image, Severity.Info, "kubelet", "Successfully pulled image \"registry.example.com/{0}/{3}:v1.{4}.3\" in 2.{5}s (2.{5}s including waiting). Image size: 1{5}456789 bytes."),
        (12, "Created", "Normal", EventCategory.Container, Severity.Info, "kubelet", "Created container: {3}"),
        (12, "Started", "Normal", EventCategory.Container, Severity.Info, "kubelet", "Started container {3}"),
        (8, "Killing", "Normal", EventCategory.Container, Severity.Notice, "kubelet", "Stopping container {3}"),
        (4, "SuccessfulCreate", "Normal", EventCategory.Workload, Severity.Info, "replicaset-controller", "Created pod: {1}"),
        (10, "BackOff", "Warning", EventCategory.Container, Severity.Error, "kubelet", "Back-off restarting failed container {3} in pod {1}_{0}(6ba7b810-9dad-11d1-80b4-00c04f{5}{4})"),
        (8, "Unhealthy", "Warning", EventCategory.Probe, Severity.Warning, "kubelet", "Readiness probe failed: Get \"http://10.{4}.2.{5}:8080/health\": dial tcp 10.{4}.2.{5}:8080: connect: connection refused"),
        (3, "FailedScheduling", "Warning", EventCategory.Scheduling, Severity.Warning, "default-scheduler", "0/60 nodes are available: {4} Insufficient cpu, {5} node(s) didn't match Pod's node affinity/selector. preemption: 0/60 nodes are available."),
        (3, "FailedMount", "Warning", EventCategory.Volume, Severity.Error, "kubelet", "MountVolume.SetUp failed for volume \"config\" : configmap \"{3}-{4}\" not found"),
        (2, "Failed", "Warning", EventCategory.Image, Severity.Error, "kubelet", "Failed to pull image \"registry.example.com/{0}/{3}:v2.{5}\": rpc error: code = NotFound desc = failed to resolve reference: not found"),
    ];

    private static readonly int[] Dice = [.. Kinds.SelectMany((kind, i) => Enumerable.Repeat(i, kind.Weight))];

    private readonly Random _random = new(1);
    private readonly Dictionary<int, ObjectFacts> _facts = [];
    private readonly Dictionary<(int, int), int> _counts = [];
    private int _number = first;

    /// <summary>The next ones, on from those before; beyond the two weeks time goes on at the same pace.</summary>
    public AnalyzedEvent[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => One())];

    public static DateTimeOffset At(int number, int events, DateTimeOffset end)
    {
        var even = Span * ((double)number / events);
        // At noon three times as many as at midnight.
        var day = even.TotalDays - (Math.Sin(2 * Math.PI * even.TotalDays) / (4 * Math.PI));
        return end - Span + TimeSpan.FromDays(day);
    }

    private AnalyzedEvent One()
    {
        var at = At(_number, events, end);
        var oldest = (int)((long)_number * (PodsOfTwoWeeks - Pods) / events);
        // A fifth of what happens happens to one pod in fifty.
        var isTroubled = _random.Next(5) == 0;
        var pod = oldest + (isTroubled ? _random.Next(Pods / 50) * 50 : _random.Next(Pods));
        var kind = isTroubled ? Kinds[7 + _random.Next(5)] : Kinds[Dice[_random.Next(Dice.Length)]];
        return Of(_number++, pod, kind, at);
    }

    private AnalyzedEvent Of(int number, int pod, (int Weight, string Reason, string Type, EventCategory Category, Severity Severity, string Component, string Message) kind, DateTimeOffset at)
    {
        var (space, app, node) = (Namespace(pod), $"service-{pod % 250}", $"ip-10-0-{pod % 60}-17.eu-central-1.compute.internal");
        var name = PodName(pod);
        var count = kind.Type == "Warning" ? Count(pod, kind.Reason.Length) : 1;
        if (!_facts.TryGetValue(pod, out var facts))
            facts = Remember(pod, app, space, node);
        var cluster = new ClusterEvent
        {
            Cluster = "production",
            Name = string.Create(CultureInfo.InvariantCulture, $"{name}.{0x17a3_0000_0000_0000 + ((long)number * 7919):x16}"),
            Namespace = space,
            Uid = new Guid(number, 1, 2, BitConverter.GetBytes(_random.NextInt64())).ToString(),
            ResourceVersion = (500_000_000L + number).ToString(CultureInfo.InvariantCulture),
            Reason = kind.Reason,
            Message = string.Format(CultureInfo.InvariantCulture, kind.Message, space, name, node, app, pod % 90, (number % 900) + 100),
            Type = kind.Type,
            Count = count,
            Delta = 1,
            CreationTimestamp = at,
            FirstTimestamp = at.AddSeconds(-10 * (count - 1)),
            LastTimestamp = new DateTimeOffset(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero),
            SourceComponent = kind.Component,
            SourceHost = kind.Component == "kubelet" ? node : "",
            ReportingController = kind.Component,
            InvolvedObject = new() { ApiVersion = "v1", Kind = "Pod", Namespace = space, Name = name, Uid = $"6ba7b810-9dad-11d1-80b4-00c04f{pod:x6}", ResourceVersion = $"{9_000_000 + pod}", FieldPath = kind.Component == "kubelet" ? $"spec.containers{{{app}}}" : "" },
            ObservedAt = at.AddMilliseconds(120),
        };
        return new AnalyzedEvent(new EnrichedEvent(cluster, facts), kind.Category, kind.Severity)
        {
            Details = kind.Category == EventCategory.Scheduling ? new Dictionary<string, string>() : new Dictionary<string, string> { ["container"] = app },
            Incident = kind.Type == "Warning" && pod % 50 == 0 ? $"inc-{pod:x6}-{kind.Category}" : "",
        };
    }

    public static string PodName(int pod) => $"service-{pod % 250}-{(uint)(pod / 250) * 2654435761:x8}-{pod:x5}";

    public static string Namespace(int pod) => $"team-{pod % 40}";

    private int Count(int pod, int reason)
    {
        _counts.TryGetValue((pod, reason), out var count);
        return _counts[(pod, reason)] = count + 1;
    }

    private ObjectFacts Remember(int pod, string app, string space, string node)
    {
        if (_facts.Count > Pods * 2)
        {
            _facts.Clear();
            _counts.Clear();
        }

        return _facts[pod] = new ObjectFacts
        {
            Lookup = LookupResult.Found,
            Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = app, ["pod-template-hash"] = $"{pod / 250:x8}", ["team"] = space, ["version"] = $"v1.{pod % 90}.3" },
            Annotations = new Dictionary<string, string> { ["prometheus.io/scrape"] = "true", ["prometheus.io/port"] = "8080" },
            OwnerReferences = [new("apps/v1", "ReplicaSet", $"{app}-{pod / 250:x8}", $"rs-{pod % 250}", true)],
            OwnerChain = [new("apps/v1", "ReplicaSet", $"{app}-{pod / 250:x8}", $"rs-{pod % 250}", true), new("apps/v1", "Deployment", app, $"deploy-{pod % 250}", true)],
            Node = node,
            NamespaceLabels = new Dictionary<string, string> { ["team"] = space, ["kubernetes.io/metadata.name"] = space },
        };
    }
}
