using EventExporter.Pipeline.Events;
using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>
/// Reads what a message names into fields: <see cref="DetailNames"/>. The texts are those of Kubernetes 1.24 to 1.34 and of the common
/// controllers; a message that reads otherwise yields fewer details, never wrong ones.
/// </summary>
internal static class DetailExtractor
{
    public static IReadOnlyDictionary<string, string> Extract(EnrichedEvent enriched)
    {
        var e = enriched.Event;
        var details = new Details();
        details.Add(DetailNames.Container, Between(e.InvolvedObject.FieldPath, "ontainers{", "}"));
        switch (e.Reason)
        {
            case "Pulling" or "Pulled" or "Failed" or "BackOff" or "ErrImageNeverPull" or "InspectFailed":
                ContainerDetails.Image(ref details, e);
                ContainerDetails.Container(ref details, e.Message);
                break;
            case "Created" or "Started" or "Killing" or "FailedPostStartHook" or "FailedPreStopHook" or "BackoffLimitExceeded" or "Completed" or "FailedCreatePodContainer":
                ContainerDetails.Container(ref details, e.Message);
                break;
            case "Unhealthy" or "ProbeError" or "ProbeWarning":
                ContainerDetails.Probe(ref details, e.Message);
                break;
            case "Scheduled":
                details.Add(DetailNames.Node, WordAfter(e.Message, " to "));
                break;
            case "FailedScheduling" or "NotTriggerScaleUp":
                SchedulingDetails.Read(ref details, e.Message);
                break;
            case "Evicted" or "EvictionThresholdMet" or "NodeHasDiskPressure" or "NodeHasInsufficientMemory" or "NodeHasInsufficientPID" or "FreeDiskSpaceFailed":
                NodeDetails.Shortage(ref details, e);
                break;
            case "SystemOOM" or "OOMKilling":
                NodeDetails.OutOfMemory(ref details, e.Message);
                break;
            case "ScalingReplicaSet" or "SuccessfulCreate" or "SuccessfulDelete" or "SuccessfulRescale":
                WorkloadDetails.Scaling(ref details, e.Message);
                break;
            case "FailedCreate" or "ReplicaSetCreateError":
                WorkloadDetails.Refusal(ref details, e.Message);
                break;
            default:
                if (e.Type == "Warning")
                    VolumeDetails.Read(ref details, e);
                break;
        }

        return details.ToMap();
    }
}
