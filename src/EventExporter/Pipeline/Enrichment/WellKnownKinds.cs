namespace EventExporter.Pipeline.Enrichment;

/// <summary>
/// What every cluster serves and under which version, for references that leave the version out: those of the taint controller
/// (pkg/controller/tainteviction) and of some operators do.
/// </summary>
internal static class WellKnownKinds
{
    /// <summary>Empty for a kind that is not known here.</summary>
    public static string ApiVersionOf(string kind) => kind switch
    {
        "Pod" or "Node" or "Namespace" or "Service" or "Endpoints" or "PersistentVolume" or "PersistentVolumeClaim" or "ConfigMap"
            or "Secret" or "ServiceAccount" or "ReplicationController" or "ResourceQuota" or "LimitRange" => "v1",
        "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet" or "ControllerRevision" => "apps/v1",
        "Job" or "CronJob" => "batch/v1",
        "HorizontalPodAutoscaler" => "autoscaling/v2",
        "Ingress" or "IngressClass" or "NetworkPolicy" => "networking.k8s.io/v1",
        "PodDisruptionBudget" => "policy/v1",
        "StorageClass" or "VolumeAttachment" or "CSIDriver" or "CSINode" => "storage.k8s.io/v1",
        "Lease" => "coordination.k8s.io/v1",
        "EndpointSlice" => "discovery.k8s.io/v1",
        "PriorityClass" => "scheduling.k8s.io/v1",
        "CustomResourceDefinition" => "apiextensions.k8s.io/v1",
        "APIService" => "apiregistration.k8s.io/v1",
        _ => "",
    };

    /// <summary>False also for kinds that are not known here: the reader finds out by discovery.</summary>
    public static bool IsClusterScoped(string kind) => kind is "Node" or "Namespace" or "PersistentVolume" or "StorageClass"
        or "IngressClass" or "VolumeAttachment" or "CSIDriver" or "CSINode" or "PriorityClass" or "CustomResourceDefinition" or "APIService";
}
