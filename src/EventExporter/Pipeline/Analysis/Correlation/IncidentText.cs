using EventExporter.Pipeline.Analysis.Extraction;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What is said to people of an incident.</summary>
internal static class IncidentText
{
    /// <summary>What is wrong with what, in one line.</summary>
    public static string Title(Incident i)
    {
        var who = Who(i);
        return i.Trouble switch
        {
            Trouble.NodeDown => $"Node {i.Key.Name} is not ready",
            Trouble.NodePressure => $"Node {i.Key.Name} is short of {Resource(i)}",
            Trouble.NodeFault => $"Node {i.Key.Name} is broken",
            Trouble.NodeNetwork => $"The network of node {i.Root.Name} is not ready",
            Trouble.RegistryDown => $"Images cannot be pulled from {i.Key.Name}{Affected(i)}",
            Trouble.DnsDown => $"The cluster's DNS ({i.Root.Name}) fails",
            Trouble.QuotaExceeded => $"Quota {i.Key.Name} of namespace {i.Key.Namespace} is used up{Affected(i)}",
            Trouble.ImagePull => $"{who} cannot pull its image",
            Trouble.MissingConfig => $"{who} lacks {Missing(i)}",
            Trouble.NodeOutOfMemory => $"Node {i.Key.Name} ran out of memory",
            Trouble.OutOfMemory => $"{who} runs out of memory and is restarted",
            Trouble.ClaimPending => $"{who} waits for a volume",
            Trouble.VolumeAttach => $"{who} cannot attach its volume",
            Trouble.VolumeMount => $"{who} cannot mount its volume",
            Trouble.CreateRefused => $"Pods of {who} cannot be created",
            Trouble.Unschedulable => $"{who} finds no node",
            Trouble.LivenessFailing => $"{who} fails its liveness probe and is restarted",
            Trouble.ProbeFailing => $"{who} is not ready",
            Trouble.ContainerFailed => $"Containers of {who} cannot be started",
            Trouble.CrashLoop => $"{who} crashes again and again",
            Trouble.Evicted => $"Pods of {who} are evicted",
            Trouble.Sandbox => $"Pods of {who} get no network",
            Trouble.JobFailed => $"{who} failed",
            Trouble.AutoscalerBlind => $"{who} gets no metrics and does not scale",
            Trouble.LoadBalancer => $"{who} has trouble with its load balancer",
            Trouble.Certificate => $"{who} cannot be issued",
            _ => $"{who} is in trouble",
        };
    }

    /// <summary>The probable cause, one sentence.</summary>
    public static string Cause(Incident i) => i.Trouble switch
    {
        Trouble.NodeDown => $"Node {i.Key.Name} stopped reporting or cannot run pods{(i.Objects > 1 ? $", and {Of(i.Objects - 1, "pod")} with it" : "")}.",
        Trouble.NodePressure => $"Node {i.Key.Name} has too little {Resource(i)} left, so the kubelet evicts pods.",
        Trouble.NodeFault => $"Node {i.Key.Name} reports a fault of its kernel, disk or container runtime.",
        Trouble.NodeNetwork => $"The network plugin of node {i.Root.Name} does not run.",
        Trouble.RegistryDown => $"Registry {i.Key.Name} {RegistryTrouble(i)}.",
        Trouble.DnsDown => $"{i.Root.Kind} {i.Root.Name}, which resolves names for the whole cluster, {DnsTrouble(i)}.",
        Trouble.QuotaExceeded => $"Quota {i.Key.Name} of namespace {i.Key.Namespace} allows no more {Resource(i)}.",
        Trouble.ImagePull => ImagePull(i),
        Trouble.MissingConfig => $"{Sentence(Missing(i))} does not exist in namespace {i.Root.Namespace}.",
        Trouble.OutOfMemory or Trouble.NodeOutOfMemory => $"The kernel killed {Detail(i, DetailNames.Process, "a process")} because memory was used up.",
        Trouble.ClaimPending => i.Details.ContainsKey(DetailNames.Missing)
            ? $"{Sentence(Missing(i))} does not exist."
            : "A volume claim is not bound: no volume fits it and none could be made.",
        Trouble.VolumeAttach => $"Volume {Detail(i, DetailNames.Volume, "of the pod")} cannot be attached to the node; it may still be attached to another.",
        Trouble.VolumeMount => $"Volume {Detail(i, DetailNames.Volume, "of the pod")} cannot be mounted.",
        Trouble.CreateRefused => "The API server refuses the pods: admission, policy or something they refer to.",
        Trouble.Unschedulable => i.Details.TryGetValue(DetailNames.Resource, out var resource)
            ? $"No node has enough {resource} for its pods."
            : $"No node fits its pods: {Detail(i, DetailNames.Unschedulable, "see the evidence")}.",
        Trouble.LivenessFailing => "The liveness probe fails, so the kubelet kills the container.",
        Trouble.ProbeFailing => "The readiness probe fails, so the pods get no traffic.",
        Trouble.ContainerFailed => "The container cannot be created or started; the evidence says why.",
        Trouble.CrashLoop => "The container ends soon after each start.",
        Trouble.Evicted => $"The node ran short of {Resource(i)}.",
        Trouble.Sandbox => "The pod's sandbox or its network cannot be set up on the node.",
        Trouble.JobFailed => "The pods of the job failed as often as it allows, or it took too long.",
        Trouble.AutoscalerBlind => "The autoscaler's metrics cannot be had.",
        Trouble.LoadBalancer => "The cloud or the controller refuses the load balancer's settings.",
        Trouble.Certificate => "The issuer or the certificate authority refuses, or the settings contradict each other.",
        _ => i.Evidence.Count > 0 ? $"{i.Evidence[0].Quote.Reason}: {i.Evidence[0].Quote.Message}" : "",
    };

    private static string ImagePull(Incident i)
    {
        var image = Detail(i, DetailNames.Image, "The image");
        return i.Details.GetValueOrDefault(DetailNames.ImageError) switch
        {
            RegistryErrors.NotFound => $"Image {image} does not exist.",
            RegistryErrors.Unauthorized => $"The registry refuses image {image}: credentials are missing or wrong, or it does not exist.",
            RegistryErrors.DiskFull => $"The node's disk is too full for image {image}.",
            RegistryErrors.WrongPlatform => $"Image {image} is not made for the node's platform.",
            RegistryErrors.NeverPull => $"Image {image} is not on the node and may not be pulled.",
            RegistryErrors.InvalidName => $"{image} is not the name of an image.",
            _ => $"Image {image} cannot be pulled.",
        };
    }

    private static string RegistryTrouble(Incident i) => i.Details.GetValueOrDefault(DetailNames.ImageError) switch
    {
        RegistryErrors.RateLimited => "limits the rate of pulls",
        RegistryErrors.Unavailable => "answers with errors of its own",
        RegistryErrors.Timeout => "does not answer in time",
        RegistryErrors.Dns => "cannot be found by its name",
        RegistryErrors.Tls => "shows a certificate that is not accepted",
        _ => "cannot be reached",
    };

    private static string DnsTrouble(Incident i) => i.Evidence.Exists(e => e.Quote.Reason == "BackOff") ? "crashes" : "is not well";

    private static string Who(Incident i)
    {
        var ns = i.Root.Namespace.Length > 0 ? i.Root.Namespace + "/" : "";
        return $"{i.Root.Kind} {ns}{i.Root.Name}";
    }

    private static string Affected(Incident i) => i.Roots.Count > 1 ? $": {i.Roots.Count} workloads affected" : "";

    private static string Missing(Incident i) =>
        i.Details.TryGetValue(DetailNames.MissingKey, out var key)
            ? $"key {key} of {Detail(i, DetailNames.MissingKind, "something")} {Detail(i, DetailNames.Missing, "")}"
            : $"{Detail(i, DetailNames.MissingKind, "something")} {Detail(i, DetailNames.Missing, "it refers to")}";

    private static string Resource(Incident i) => Detail(i, DetailNames.Resource, "resources") switch
    {
        "ephemeral-storage" => "disk space",
        "pids" => "process ids",
        var other => other,
    };

    private static string Detail(Incident i, string name, string otherwise) => i.Details.GetValueOrDefault(name, otherwise);

    private static string Of(int count, string thing) => count == 1 ? $"1 {thing}" : $"{Math.Max(0, count)} {thing}s";

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
