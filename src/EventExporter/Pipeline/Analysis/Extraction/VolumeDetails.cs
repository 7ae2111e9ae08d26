using EventExporter.Pipeline.Events;
using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Extraction;

/// <summary>Volumes, claims and what they are made of; also anything else that says that something is not found.</summary>
internal static class VolumeDetails
{
    public static void Read(ref Details details, ClusterEvent e)
    {
        var message = e.Message;
        if (e.Reason.Contains("Volume", StringComparison.Ordinal) || e.Reason.Contains("Mount", StringComparison.Ordinal))
            details.Add(DetailNames.Volume, Quoted(message, "olume \"") ?? Between(message, "unmounted volumes=[", "]"));
        if (e.InvolvedObject.Kind == "PersistentVolumeClaim")
            details.Add(DetailNames.Claim, e.InvolvedObject.Name);
        MissingThings.Read(ref details, message);
        if (e.Reason == "ProvisioningFailed" && (HasAnyCase(message, "quota") || HasAnyCase(message, "no space") || HasAnyCase(message, "capacity")))
            details.Add(DetailNames.Resource, "storage");
    }
}
