using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Classification;

/// <summary>
/// Category and severity of an event, from the first rule of its reason whose conditions it meets; own rules come before the built-in
/// ones. Without such a rule the type says how bad it is and the object's kind what it belongs to.
/// </summary>
internal sealed class Classifier
{
    private readonly Dictionary<string, ReasonRule[]> _rules;

    public Classifier(IEnumerable<ReasonRule>? ownRules = null) =>
        _rules = (ownRules ?? []).Concat(ReasonTable.BuiltIn)
            .GroupBy(r => r.Reason, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    public (EventCategory Category, Severity Severity) Classify(ClusterEvent e)
    {
        var warning = e.Type == "Warning";
        if (_rules.TryGetValue(e.Reason, out var rules))
        {
            foreach (var rule in rules)
            {
                if (rule.Fits(e))
                    return (rule.Category, warning ? rule.Warning : rule.Normal);
            }
        }

        return (CategoryOf(e.InvolvedObject.Kind), warning ? Severity.Warning : Severity.Info);
    }

    private static EventCategory CategoryOf(string kind) => kind switch
    {
        "Node" => EventCategory.Node,
        "PersistentVolumeClaim" or "PersistentVolume" or "StorageClass" or "VolumeAttachment" or "VolumeSnapshot" => EventCategory.Volume,
        "HorizontalPodAutoscaler" or "VerticalPodAutoscaler" or "ScaledObject" or "ScaledJob" => EventCategory.Scaling,
        "Certificate" or "CertificateRequest" or "CertificateSigningRequest" or "Issuer" or "ClusterIssuer" or "Order" or "Challenge" => EventCategory.Certificate,
        "Service" or "Ingress" or "Endpoints" or "EndpointSlice" or "NetworkPolicy" or "Gateway" or "HTTPRoute" => EventCategory.Network,
        "ResourceQuota" or "LimitRange" => EventCategory.Quota,
        "Pod" or "ReplicaSet" or "Deployment" or "StatefulSet" or "DaemonSet" or "Job" or "CronJob" or "ReplicationController" or "PodDisruptionBudget" => EventCategory.Workload,
        _ => EventCategory.Other,
    };
}
