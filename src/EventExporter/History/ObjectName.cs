namespace EventExporter.History;

/// <summary>How an object is named by people: <c>pod/shop/web-1</c>, <c>node/worker-3</c>, with the kind in any case, in the plural, or short.</summary>
internal static class ObjectName
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["po"] = "Pod",
        ["pods"] = "Pod",
        ["no"] = "Node",
        ["nodes"] = "Node",
        ["deploy"] = "Deployment",
        ["deployments"] = "Deployment",
        ["rs"] = "ReplicaSet",
        ["replicasets"] = "ReplicaSet",
        ["sts"] = "StatefulSet",
        ["statefulsets"] = "StatefulSet",
        ["ds"] = "DaemonSet",
        ["daemonsets"] = "DaemonSet",
        ["jobs"] = "Job",
        ["cj"] = "CronJob",
        ["cronjobs"] = "CronJob",
        ["svc"] = "Service",
        ["services"] = "Service",
        ["ing"] = "Ingress",
        ["ingresses"] = "Ingress",
        ["hpa"] = "HorizontalPodAutoscaler",
        ["horizontalpodautoscalers"] = "HorizontalPodAutoscaler",
        ["pvc"] = "PersistentVolumeClaim",
        ["persistentvolumeclaims"] = "PersistentVolumeClaim",
        ["pv"] = "PersistentVolume",
        ["persistentvolumes"] = "PersistentVolume",
        ["ns"] = "Namespace",
        ["namespaces"] = "Namespace",
        ["cm"] = "ConfigMap",
        ["configmaps"] = "ConfigMap",
        ["secrets"] = "Secret",
    };

    /// <summary>Null unless it is KIND/NAME or KIND/NAMESPACE/NAME. Further slashes are of the name: events may be about what is no object of the cluster.</summary>
    public static TimelineObject? Parse(string text)
    {
        var parts = text.Split('/', 3);
        if (parts.Length < 2 || Array.Exists(parts, static part => part.Length == 0))
            return null;
        var kind = Kinds.GetValueOrDefault(parts[0], parts[0]);
        return parts.Length == 2 ? new TimelineObject(kind, "", parts[1]) : new TimelineObject(kind, parts[1], parts[2]);
    }
}
