using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Tests.Pipeline.Journal.Support;

/// <summary>Events as a cluster makes them, told apart by a number in their uid.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static AnalyzedEvent Event(long number, int padding = 0)
    {
        var pod = number % 50;
        var facts = new ObjectFacts
        {
            Lookup = LookupResult.Found,
            Labels = new Dictionary<string, string> { ["app"] = "shop", ["pod-template-hash"] = "5d4f" },
            OwnerChain = [new("apps/v1", "ReplicaSet", "shop-5d4f", "rs-uid", true), new("apps/v1", "Deployment", "shop", "deploy-uid", true)],
            Node = "node-1",
        };
        return new AnalyzedEvent(
            new EnrichedEvent(
                new ClusterEvent
                {
                    Cluster = "prod",
                    Name = $"shop-5d4f-{pod}.{number:x16}",
                    Namespace = "shop",
                    Uid = Uid(number),
                    ResourceVersion = (100_000 + number).ToString(),
                    Reason = "BackOff",
                    Message = $"Back-off restarting failed container app in pod shop-5d4f-{pod}" + Noise(number, padding),
                    Type = "Warning",
                    Count = 3,
                    FirstTimestamp = Start.AddSeconds(-number),
                    LastTimestamp = Start,
                    CreationTimestamp = Start.AddSeconds(-number),
                    SourceComponent = "kubelet",
                    SourceHost = "node-1",
                    InvolvedObject = new() { ApiVersion = "v1", Kind = "Pod", Namespace = "shop", Name = $"shop-5d4f-{pod}", Uid = $"pod-{pod}", FieldPath = "spec.containers{app}" },
                    ObservedAt = Start.AddTicks(number),
                },
                facts),
            EventCategory.Container,
            Severity.Warning)
        { Details = new Dictionary<string, string> { ["container"] = "app" } };
    }

    public static AnalyzedEvent[] Events(long first, int count, int padding = 0) =>
        [.. Enumerable.Range(0, count).Select(i => Event(first + i, padding))];

    public static JournalCommit Commit(long first, int count, int padding = 0) => new()
    {
        Events = Events(first, count, padding),
        Seen = [.. Enumerable.Range(0, count).Select(i => new SeenEntry((UInt128)(first + i), (ulong)(first + i), 1, 1))],
        Positions = [new WatchPosition("", (first + count - 1).ToString(), Start)],
    };

    public static string Uid(long number) => $"{number:x8}-0000-4000-8000-000000000000";

    public static string[] Uids(IEnumerable<AnalyzedEvent> events) => [.. events.Select(e => e.Event.Uid)];

    /// <summary>Text that does not compress.</summary>
    private static string Noise(long seed, int length)
    {
        var random = new Random((int)seed);
        return string.Create(length, random, (span, r) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = (char)r.Next(' ', '~');
        });
    }
}
