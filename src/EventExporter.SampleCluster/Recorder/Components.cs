namespace EventExporter.SampleCluster.Recorder;

/// <summary>Which binary a component runs in: the name that the API server sees as the manager of fields.</summary>
internal static class Components
{
    public static string BinaryOf(string component) => component switch
    {
        "kubelet" => "kubelet",
        "default-scheduler" => "kube-scheduler",
        _ when component.EndsWith("-controller", StringComparison.Ordinal) || component == "horizontal-pod-autoscaler" => "kube-controller-manager",
        _ => component,
    };
}
