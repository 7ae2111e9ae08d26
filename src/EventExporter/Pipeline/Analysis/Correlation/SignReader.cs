using EventExporter.Pipeline.Analysis.Extraction;
using EventExporter.Pipeline.Events;
using static EventExporter.Pipeline.Analysis.Extraction.Message;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What each reason means for incidents. Most events of a healthy cluster mean nothing and cost one comparison of texts.</summary>
internal static class SignReader
{
    public static Sign Read(AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        // Who has classified a warning as harmless does not want to hear of it.
        if (e.Type == "Warning" && analyzed.Severity <= Severity.Notice && e.Reason is not "TaintManagerEviction")
            return Sign.None;
        return e.InvolvedObject.Kind switch
        {
            "Pod" => PodSigns.Read(analyzed),
            "Node" => NodeSigns.Read(analyzed),
            _ => ReadOthers(analyzed),
        };
    }

    private static Sign ReadOthers(AnalyzedEvent analyzed)
    {
        var e = analyzed.Event;
        var ns = e.InvolvedObject.Namespace;
        switch (e.Reason)
        {
            case "ScalingReplicaSet" or "SuccessfulRescale":
                return new Sign(SignKind.None, Trouble.None) { IsChange = true };
            case "SuccessfulCreate":
                return Sign.Recovery(Trouble.CreateRefused);
            case "SuccessfulDelete" when analyzed.Details.TryGetValue(DetailNames.Deleted, out var pod):
                return Sign.Gone with { Object = new ObjectKey("Pod", ns, pod) };
            case "FailedCreate" or "ReplicaSetCreateError":
                return analyzed.Details.TryGetValue(DetailNames.Quota, out var quota)
                    ? Sign.Of(Trouble.QuotaExceeded) with { Own = ObjectKey.Quota(ns, quota) }
                    : Sign.Of(Trouble.CreateRefused);
            case "BackoffLimitExceeded" or "DeadlineExceeded" or "PodFailurePolicy" or "FailedIndexes" when e.InvolvedObject.Kind is "Job" or "CronJob":
                return Sign.Of(Trouble.JobFailed);
            case "Completed" or "Complete" when e.InvolvedObject.Kind == "Job":
                return Sign.Recovery();
            case "ProvisioningFailed" or "FailedBinding" or "ClaimLost" or "VolumeResizeFailed" or "FileSystemResizeFailed":
                return Sign.Of(Trouble.ClaimPending) with { Topic = ObjectKey.Claims(ns) };
            case "ProvisioningSucceeded" or "VolumeResizeSuccessful" or "FileSystemResizeSuccessful":
                return Sign.Recovery(Trouble.ClaimPending);
            case "FailedGetResourceMetric" or "FailedComputeMetricsReplicas" or "FailedGetExternalMetric" or "FailedGetScale" or "FailedGetPodsMetric" or "FailedGetObjectMetric" or "KEDAScalerFailed":
                return Sign.Of(Trouble.AutoscalerBlind);
            case "EnsuredLoadBalancer" or "UpdatedLoadBalancer" or "SuccessfullyReconciled":
                return Sign.Recovery(Trouble.LoadBalancer);
            case "Issuing" or "Generated" or "CertificateIssued" or "Issued" or "OrderCreated" when e.Type != "Warning" && e.Reason != "Issuing":
                return Sign.Recovery(Trouble.Certificate);
            default:
                return Other(analyzed);
        }
    }

    /// <summary>Reasons that nobody has listed count by what classification made of them.</summary>
    public static Sign Other(AnalyzedEvent analyzed)
    {
        if (analyzed.Severity < Severity.Error || analyzed.Event.Type != "Warning")
            return Sign.None;
        return analyzed.Category switch
        {
            EventCategory.Network when analyzed.Event.InvolvedObject.Kind is "Service" or "Ingress" => Sign.Of(Trouble.LoadBalancer),
            EventCategory.Certificate => Sign.Of(Trouble.Certificate),
            _ => Sign.Of(Trouble.OtherError) with { Weight = analyzed.Severity == Severity.Critical ? 5 : 1 },
        };
    }

    /// <summary>The pods that everybody's names depend on.</summary>
    public static bool IsDns(ObjectReference about) =>
        about.Namespace == "kube-system" && (about.Name.StartsWith("coredns", StringComparison.Ordinal) || about.Name.StartsWith("kube-dns", StringComparison.Ordinal) || Has(about.Name, "local-dns"));
}
