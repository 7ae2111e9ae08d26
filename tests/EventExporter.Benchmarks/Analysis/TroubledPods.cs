using System.Globalization;
using EventExporter.Pipeline.Events;

namespace EventExporter.Benchmarks.Analysis;

/// <summary>Pods that crash, fail their probes and cannot pull, each with incidents of its owner.</summary>
internal static class TroubledPods
{
    private const int PerSecond = 500;
    private const int PerRound = 50_000;

    private static readonly (string Reason, string Message)[] Troubles =
    [
        ("BackOff", "Back-off restarting failed container app in pod {0}_shop(6ba7b810-9dad-11d1-80b4-00c04fd430c8)"),
        ("Unhealthy", "Liveness probe failed: Get \"http://10.1.2.3:8080/health\": dial tcp 10.1.2.3:8080: connect: connection refused"),
        ("Failed", "Failed to pull image \"registry.example.com/shop/app:v1.2.3\": rpc error: code = NotFound desc = failed to pull and unpack image \"registry.example.com/shop/app:v1.2.3\": not found"),
    ];

    /// <summary>Enough events of each pod that its owner's incident is opened and it is a part of it.</summary>
    public static IEnumerable<EnrichedEvent> First(int pods, int podsEach)
    {
        for (var i = 0; i < pods * 6; i++)
            yield return Event(i % pods, podsEach, i / pods, StormLoad.Start.AddSeconds((double)i / PerSecond));
    }

    public static EnrichedEvent[] Round(int round, int pods, int podsEach)
    {
        var random = new Random(round);
        var start = StormLoad.Start.AddSeconds((pods * 6.0 / PerSecond) + (round * (double)PerRound / PerSecond));
        return [.. Enumerable.Range(0, PerRound).Select(i => Event(random.Next(pods), podsEach, 10 + round, start.AddSeconds((double)i / PerSecond)))];
    }

    private static EnrichedEvent Event(int pod, int podsEach, int count, DateTimeOffset at)
    {
        var owner = pod / podsEach;
        var (reason, message) = Troubles[owner % Troubles.Length];
        var (set, ns) = ($"service-{owner}-5d4f7c9b8", $"team-{owner % 50}");
        var name = $"{set}-{pod:x5}";
        var node = $"ip-10-0-{pod % 200}-17.eu-central-1.compute.internal";
        return new EnrichedEvent(
            new ClusterEvent
            {
                Name = $"{name}.{owner:x8}",
                Namespace = ns,
                Uid = $"6ba7b810-9dad-11d1-80b4-{pod:x12}",
                ResourceVersion = at.UtcTicks.ToString(CultureInfo.InvariantCulture),
                Reason = reason,
                Message = string.Format(CultureInfo.InvariantCulture, message, name),
                Type = "Warning",
                Count = count + 1,
                FirstTimestamp = StormLoad.ToTheSecond(at.AddSeconds(-count)),
                LastTimestamp = StormLoad.ToTheSecond(at),
                ObservedAt = at,
                SourceComponent = "kubelet",
                SourceHost = node,
                InvolvedObject = new() { ApiVersion = "v1", Kind = "Pod", Namespace = ns, Name = name, Uid = $"7ba7b810-9dad-11d1-80b4-{pod:x12}", FieldPath = "spec.containers{app}" },
            },
            new ObjectFacts
            {
                Lookup = LookupResult.Found,
                Labels = new Dictionary<string, string> { ["app"] = $"service-{owner}", ["team"] = ns },
                OwnerReferences = [new("apps/v1", "ReplicaSet", set, $"rs-{owner}", true)],
                OwnerChain = [new("apps/v1", "ReplicaSet", set, $"rs-{owner}", true), new("apps/v1", "Deployment", $"service-{owner}", $"deploy-{owner}", true)],
                Node = node,
            });
    }
}
