namespace EventExporter.SampleCluster.Storage;

/// <summary>Everything that the sample cluster serves. Short names and categories are those of Kubernetes 1.32's own discovery.</summary>
public static class ResourceKinds
{
    public static readonly ResourceKind Event = new("", "v1", "Event", "events", true, "events") { ShortNames = ["ev"] };
    public static readonly ResourceKind EventsV1Event = new("events.k8s.io", "v1", "Event", "events", true, "events") { ShortNames = ["ev"] };
    public static readonly ResourceKind Pod = Core("Pod", "pods", true, "po") with { Categories = ["all"], HasStatus = true };
    public static readonly ResourceKind Node = Core("Node", "nodes", false, "no") with { HasStatus = true };
    public static readonly ResourceKind Namespace = Core("Namespace", "namespaces", false, "ns") with { HasStatus = true };
    public static readonly ResourceKind Service = Core("Service", "services", true, "svc") with { Categories = ["all"], HasStatus = true };
    public static readonly ResourceKind ConfigMap = Core("ConfigMap", "configmaps", true, "cm");
    public static readonly ResourceKind PersistentVolumeClaim =
        Core("PersistentVolumeClaim", "persistentvolumeclaims", true, "pvc") with { HasStatus = true };

    public static readonly ResourceKind PersistentVolume = Core("PersistentVolume", "persistentvolumes", false, "pv") with { HasStatus = true };
    public static readonly ResourceKind Deployment = Workload("apps", "v1", "Deployment", "deployments", "deploy");
    public static readonly ResourceKind ReplicaSet = Workload("apps", "v1", "ReplicaSet", "replicasets", "rs");
    public static readonly ResourceKind StatefulSet = Workload("apps", "v1", "StatefulSet", "statefulsets", "sts");
    public static readonly ResourceKind DaemonSet = Workload("apps", "v1", "DaemonSet", "daemonsets", "ds");
    public static readonly ResourceKind Job = Workload("batch", "v1", "Job", "jobs");
    public static readonly ResourceKind CronJob = Workload("batch", "v1", "CronJob", "cronjobs", "cj");
    public static readonly ResourceKind HorizontalPodAutoscaler =
        Workload("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa");

    public static readonly ResourceKind Lease = new("coordination.k8s.io", "v1", "Lease", "leases", true, "leases");
    public static readonly ResourceKind SelfSubjectAccessReview =
        new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false, "") { IsReview = true };

    /// <summary>A custom resource of a made-up operator, so that lookups of kinds nobody has compiled in can be tried.</summary>
    public static readonly ResourceKind Backup = new("ops.example.com", "v1", "Backup", "backups", true, "backups")
    {
        ShortNames = ["bkp"],
        IsCustom = true,
    };

    public static readonly IReadOnlyList<ResourceKind> All =
    [
        Event, Pod, Node, Namespace, Service, ConfigMap, PersistentVolumeClaim, PersistentVolume,
        Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob, HorizontalPodAutoscaler,
        Lease, EventsV1Event, SelfSubjectAccessReview, Backup,
    ];

    public static readonly IReadOnlyList<(string Group, string Version)> GroupVersions =
        [.. All.Where(k => k.Group.Length > 0).Select(k => (k.Group, k.Version)).Distinct()];

    public static ResourceKind? Find(string group, string version, string plural) =>
        All.FirstOrDefault(k => k.Group == group && k.Version == version && k.Plural == plural);

    /// <summary>The kind by what an object says of itself.</summary>
    /// <exception cref="ArgumentException">The sample cluster does not serve such a kind.</exception>
    public static ResourceKind Of(string apiVersion, string kind) =>
        All.FirstOrDefault(k => k.ApiVersion == apiVersion && k.Kind == kind)
        ?? throw new ArgumentException($"The sample cluster does not serve {apiVersion} {kind}.", nameof(kind));

    private static ResourceKind Core(string kind, string plural, bool namespaced, string shortName) =>
        new("", "v1", kind, plural, namespaced, plural) { ShortNames = [shortName] };

    private static ResourceKind Workload(string group, string version, string kind, string plural, params string[] shortNames) =>
        new(group, version, kind, plural, true, plural) { ShortNames = shortNames, Categories = ["all"], HasStatus = true };
}
