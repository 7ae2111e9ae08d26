using System.Text.Json.Nodes;
using EventExporter.Kubernetes.Access.Kubeconfig;

namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>The KUBERNETES_EXEC_INFO variable that tells a plugin what is asked of it.</summary>
internal static class ExecCredentialRequest
{
    public static string Write(ExecPlugin plugin, KubeconfigCluster cluster, IClusterEnvironment environment)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (plugin.ProvideClusterInfo)
            spec["cluster"] = Describe(cluster, environment);
        return new JsonObject { ["apiVersion"] = plugin.ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec }.ToJsonString();
    }

    private static JsonObject Describe(KubeconfigCluster cluster, IClusterEnvironment environment)
    {
        var info = new JsonObject { ["server"] = cluster.Server };
        if (cluster.TlsServerName is { } name)
            info["tls-server-name"] = name;
        if (cluster.Insecure)
            info["insecure-skip-tls-verify"] = true;
        if (cluster.Authority is { } authority)
            info["certificate-authority-data"] = Convert.ToBase64String(authority.Data ?? environment.ReadFile(authority.File!));
        if (cluster.ProxyUrl is { } proxy)
            info["proxy-url"] = proxy;
        if (cluster.ExecConfig is { } config)
            info["config"] = config.DeepClone();
        return info;
    }
}
