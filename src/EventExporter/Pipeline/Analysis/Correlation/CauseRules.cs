using EventExporter.Pipeline.Events;
using static EventExporter.Pipeline.Analysis.Correlation.Trouble;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>
/// The table of causes: which trouble explains which, and when it is worth telling. What leads to what:
/// image pull, back-off, stuck rollout; node down, eviction, rescheduling; pending claim, failed scheduling, missing pods; memory used up,
/// back-off; missing secret or config map, failed mount or container; quota, refused pods, stuck rollout; DNS down, failing probes; full disk,
/// evictions; failing probe, restarts.
/// </summary>
internal static class CauseRules
{
    /// <summary>Nobody says that a probe succeeds again, and the kubelet tells of a failing one every five minutes at least.</summary>
    private static readonly TimeSpan ProbeSilence = TimeSpan.FromMinutes(11);

    private static readonly CauseRule[] Table = Indexed(
    [
        new(NodeDown, 100, EventCategory.Node, Severity.Error)
        {
            Explains = [Evicted, Unschedulable, VolumeAttach, VolumeMount, ProbeFailing, LivenessFailing, CrashLoop, Sandbox, NodeNetwork, NodePressure, NodeFault, ClaimPending],
            IsOfRoot = true,
            Silence = TimeSpan.FromHours(24),
        },
        new(NodePressure, 95, EventCategory.Node, Severity.Error)
        {
            Explains = [Evicted, Unschedulable, OutOfMemory, NodeOutOfMemory, CrashLoop, ProbeFailing, LivenessFailing, Sandbox, ImagePull],
            IsOfRoot = true,
            Silence = TimeSpan.FromHours(1),
        },
        new(NodeFault, 94, EventCategory.Node, Severity.Critical)
        {
            Explains = [Evicted, VolumeMount, VolumeAttach, ProbeFailing, CrashLoop, Sandbox, ContainerFailed],
            Lasting = TimeSpan.FromSeconds(30),
            Silence = TimeSpan.FromHours(1),
        },
        new(NodeNetwork, 93, EventCategory.Network, Severity.Error)
        {
            Explains = [Sandbox, ProbeFailing],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(1),
        },
        new(DnsDown, 92, EventCategory.Network, Severity.Critical)
        {
            Explains = [ProbeFailing, LivenessFailing, CrashLoop, ContainerFailed, ImagePull, RegistryDown, OutOfMemory],
            IsOfRoot = true,
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(3),
        },
        new(RegistryDown, 90, EventCategory.Image, Severity.Error)
        {
            Explains = [ImagePull],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(5),
            Lasting = TimeSpan.FromSeconds(20),
            Objects = 3,
        },
        new(QuotaExceeded, 88, EventCategory.Quota, Severity.Error)
        {
            Explains = [CreateRefused],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(10),
        },
        new(ClaimPending, 80, EventCategory.Volume, Severity.Error)
        {
            Explains = [Unschedulable, VolumeAttach, VolumeMount],
            Lasting = TimeSpan.FromSeconds(60),
            Silence = TimeSpan.FromMinutes(45),
        },
        new(ImagePull, 75, EventCategory.Image, Severity.Error)
        {
            Explains = [CrashLoop],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(5),
            Lasting = TimeSpan.FromSeconds(20),
        },
        new(MissingConfig, 74, EventCategory.Container, Severity.Error)
        {
            Explains = [VolumeMount, ContainerFailed, CrashLoop],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(5),
            Lasting = TimeSpan.FromSeconds(20),
        },
        new(OutOfMemory, 70, EventCategory.Container, Severity.Error)
        {
            Explains = [CrashLoop, ProbeFailing],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(3),
        },
        new(NodeOutOfMemory, 69, EventCategory.Node, Severity.Error)
        {
            Explains = [CrashLoop, OutOfMemory],
            // Whoever was killed soon backs off, and then it is that workload's trouble.
            Lasting = TimeSpan.FromSeconds(60),
        },
        new(VolumeAttach, 66, EventCategory.Volume, Severity.Error)
        {
            Explains = [VolumeMount],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(5),
            Lasting = TimeSpan.FromSeconds(20),
        },
        new(VolumeMount, 64, EventCategory.Volume, Severity.Error)
        {
            Explains = [ContainerFailed],
            Occurrences = 4,
            Leak = TimeSpan.FromMinutes(3),
            Lasting = TimeSpan.FromSeconds(20),
        },
        new(Sandbox, 62, EventCategory.Network, Severity.Error)
        {
            Occurrences = 4,
            Leak = TimeSpan.FromMinutes(1),
            Lasting = TimeSpan.FromSeconds(20),
        },
        new(CreateRefused, 60, EventCategory.Workload, Severity.Error)
        {
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(5),
        },
        new(ContainerFailed, 50, EventCategory.Container, Severity.Error)
        {
            Explains = [CrashLoop],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(3),
            Lasting = TimeSpan.FromSeconds(20),
        },
        new(LivenessFailing, 45, EventCategory.Probe, Severity.Error)
        {
            Explains = [CrashLoop, ProbeFailing],
            Occurrences = 4,
            Leak = TimeSpan.FromMinutes(2),
            Silence = ProbeSilence,
        },
        new(CrashLoop, 40, EventCategory.Container, Severity.Error)
        {
            Explains = [ProbeFailing],
            Occurrences = 3,
            Leak = TimeSpan.FromMinutes(3),
        },
        new(ProbeFailing, 36, EventCategory.Probe, Severity.Warning)
        {
            Occurrences = 4,
            Leak = TimeSpan.FromSeconds(20),
            Objects = 8,
            Silence = ProbeSilence,
        },
        new(Evicted, 35, EventCategory.Node, Severity.Warning)
        {
            Occurrences = 2,
            Leak = TimeSpan.FromMinutes(10),
            Objects = 3,
        },
        new(Unschedulable, 30, EventCategory.Scheduling, Severity.Error)
        {
            Lasting = TimeSpan.FromSeconds(90),
            Silence = TimeSpan.FromMinutes(45),
        },
        new(JobFailed, 30, EventCategory.Workload, Severity.Error)
        {
            Silence = TimeSpan.FromMinutes(30),
        },
        new(LoadBalancer, 30, EventCategory.Network, Severity.Error)
        {
            Occurrences = 2,
            Leak = TimeSpan.FromMinutes(10),
        },
        new(Certificate, 30, EventCategory.Certificate, Severity.Error)
        {
            Occurrences = 2,
            Leak = TimeSpan.FromMinutes(30),
            Silence = TimeSpan.FromHours(2),
        },
        new(AutoscalerBlind, 20, EventCategory.Scaling, Severity.Warning)
        {
            Occurrences = 10,
            Leak = TimeSpan.FromMinutes(2),
            Lasting = TimeSpan.FromMinutes(10),
        },
        new(OtherError, 10, EventCategory.Other, Severity.Error)
        {
            Occurrences = 5,
            Leak = TimeSpan.FromMinutes(3),
            Lasting = TimeSpan.FromSeconds(30),
        },
    ]);

    public static IEnumerable<CauseRule> All => Table.Where(rule => rule is not null);

    public static bool IsKnown(Trouble trouble) => (int)trouble < Table.Length && Table[(int)trouble] is not null;

    public static CauseRule Of(Trouble trouble) => Table[(int)trouble];

    private static CauseRule[] Indexed(CauseRule[] rules)
    {
        var table = new CauseRule[rules.Max(rule => (int)rule.Trouble) + 1];
        foreach (var rule in rules)
            table[(int)rule.Trouble] = rule;
        return table;
    }
}
