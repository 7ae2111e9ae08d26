using EventExporter.Pipeline.Analysis.Extraction;
using EventExporter.Pipeline.Events;
using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What events about pods mean.</summary>
internal static class PodSigns
{
    public static Sign Read(AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        switch (e.Reason)
        {
            case "Started":
                return Sign.Recovery();
            case "Pulled":
                return Sign.Recovery(Trouble.ImagePull);
            case "Scheduled":
                return Sign.Recovery(Trouble.Unschedulable);
            case "SuccessfulAttachVolume" or "SuccessfulMountVolume":
                return Sign.Recovery(Trouble.VolumeAttach);
            case "Killing":
                return Has(e.Message, "failed liveness") || Has(e.Message, "failed startup") ? Dns(analyzed, Sign.Of(Trouble.LivenessFailing) with { Weight = 2 }) : Sign.Gone;
            case "Failed":
                return Failed(analyzed);
            case "BackOff":
                return BackOff(analyzed);
            case "Unhealthy":
                return Probe(analyzed);
            case "FailedScheduling":
                return Scheduling(analyzed);
            case "FailedMount" or "FailedMapVolume" or "FailedMountOnFilesystemMismatch":
                return analyzed.Details.ContainsKey(DetailNames.Missing) ? Sign.Of(Trouble.MissingConfig) : Sign.Of(Trouble.VolumeMount) with { Topic = OnNode(analyzed) };
            case "FailedAttachVolume":
                return Sign.Of(Trouble.VolumeAttach) with { Weight = 2, Topic = OnNode(analyzed) };
            case "FailedCreatePodSandBox":
                return Sign.Of(Trouble.Sandbox) with { Topic = OnNode(analyzed) };
            case "NetworkNotReady":
                return Sign.Of(Trouble.NodeNetwork) with { Own = OnNode(analyzed) };
            case "NodeNotReady":
                return new Sign(SignKind.Consequence, Trouble.NodeDown) { Topic = OnNode(analyzed) };
            case "TaintManagerEviction":
                return Has(e.Message, "Cancelling") ? Sign.None : new Sign(SignKind.Consequence, Trouble.Evicted);
            case "Evicted":
                return Sign.Of(Trouble.Evicted) with { Topic = OnNode(analyzed) };
            default:
                return SignReader.Other(analyzed);
        }
    }

    private static ObjectKey OnNode(AnalyzedEvent analyzed) => ObjectKey.Node(analyzed.Object.Node);

    private static Sign Failed(AnalyzedEvent analyzed)
    {
        var details = analyzed.Details;
        if (details.ContainsKey(DetailNames.Missing))
            return Sign.Of(Trouble.MissingConfig);
        if (analyzed.Category != EventCategory.Image)
            return Dns(analyzed, Sign.Of(Trouble.ContainerFailed));
        if (details.TryGetValue(DetailNames.ImageError, out var error) && RegistryErrors.IsOfRegistry(error) && details.TryGetValue(DetailNames.Registry, out var host))
            return Sign.Of(Trouble.RegistryDown) with { Own = ObjectKey.Registry(host), Topic = ObjectKey.Dns };
        // 'Error: ErrImagePull' repeats what the line before it said.
        return Sign.Of(Trouble.ImagePull) with { Weight = details.ContainsKey(DetailNames.Image) ? 1 : 0 };
    }

    private static Sign BackOff(AnalyzedEvent analyzed)
    {
        if (analyzed.Details.TryGetValue(DetailNames.Registry, out var host))
            return Sign.Of(Trouble.ImagePull) with { Topic = ObjectKey.Registry(host) };
        return Dns(analyzed, Sign.Of(Trouble.CrashLoop) with { Topic = OnNode(analyzed), Topic2 = NodeSigns.OutOfMemory(analyzed.Object.Node) });
    }

    private static Sign Probe(AnalyzedEvent analyzed)
    {
        var isLiveness = analyzed.Details.GetValueOrDefault(DetailNames.Probe) == "liveness";
        return Dns(analyzed, Sign.Of(isLiveness ? Trouble.LivenessFailing : Trouble.ProbeFailing) with { Topic = ObjectKey.Dns, Topic2 = OnNode(analyzed) });
    }

    private static Sign Scheduling(AnalyzedEvent analyzed)
    {
        if (Has(analyzed.Event.Message, "skip schedule deleting pod"))
            return Sign.None;
        return analyzed.Details.ContainsKey(DetailNames.Claim)
            ? Sign.Of(Trouble.ClaimPending) with { Topic = ObjectKey.Claims(analyzed.Event.InvolvedObject.Namespace) }
            : Sign.Of(Trouble.Unschedulable);
    }

    /// <summary>What troubles the name service troubles everybody.</summary>
    private static Sign Dns(AnalyzedEvent analyzed, Sign sign) => SignReader.IsDns(analyzed.Event.InvolvedObject)
        ? Sign.Of(Trouble.DnsDown) with { Own = ObjectKey.Dns, Topic2 = sign.Topic2, Weight = sign.Trouble == Trouble.ProbeFailing ? 0.5 : 1 }
        : sign;
}
