using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EventExporter.Kubernetes.Access.Credentials;

namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>Turns a context of a kubeconfig into access to its cluster.</summary>
internal sealed class KubeconfigAccess(KubeconfigData kubeconfig, IClusterEnvironment environment, TimeProvider time)
{
    private string Source => string.Join(Path.PathSeparator, kubeconfig.Files);

    public ClusterAccess Build(string? contextName)
    {
        var context = FindContext(contextName);
        var cluster = Find(kubeconfig.Clusters, context.Cluster, context, "cluster");
        var user = context.User is null ? null : Find(kubeconfig.Users, context.User, context, "user");
        return new ClusterAccess
        {
            Server = ServerOf(cluster),
            Namespace = context.Namespace ?? "default",
            Origin = $"context \"{context.Name}\" of {Source}",
            Context = context.Name,
            Trust = TrustOf(cluster),
            Proxy = ProxyOf(cluster),
            Credentials = user is null
                ? AnonymousCredentials.Instance
                : new KubeconfigCredentials(cluster, environment, time).Build(user),
            Impersonation = user?.Impersonation,
        };
    }

    private KubeconfigContext FindContext(string? asked)
    {
        if ((asked ?? kubeconfig.CurrentContext) is not { } name)
            throw new ClusterAccessException($"{Source} names no current-context; pass --context with one of: {Known(kubeconfig.Contexts)}");
        return kubeconfig.Contexts.TryGetValue(name, out var context)
            ? context
            : throw new ClusterAccessException($"{Source} has no context \"{name}\"; it has: {Known(kubeconfig.Contexts)}");
    }

    private T Find<T>(Dictionary<string, T> entries, string? name, KubeconfigContext context, string what)
    {
        if (name is null)
            throw new ClusterAccessException($"context \"{context.Name}\" of {Source} names no {what}");
        return entries.TryGetValue(name, out var entry)
            ? entry
            : throw new ClusterAccessException(
                $"context \"{context.Name}\" of {Source} names the {what} \"{name}\", which is not there; there are: {Known(entries)}");
    }

    private Uri ServerOf(KubeconfigCluster cluster)
    {
        if (cluster.Server is null)
            throw new ClusterAccessException($"cluster \"{cluster.Name}\" of {Source} has no \"server\"");

        // kubectl, too, takes an address without a scheme for https.
        var text = cluster.Server.Contains("://", StringComparison.Ordinal) ? cluster.Server : "https://" + cluster.Server;
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            throw new ClusterAccessException(
                $"cluster \"{cluster.Name}\" of {Source}: server is \"{cluster.Server}\", which is no http or https address");
        }

        // It would appear in every message; the address itself is therefore not quoted.
        return server.UserInfo.Length == 0
            ? server
            : throw new ClusterAccessException(
                $"cluster \"{cluster.Name}\" of {Source}: server holds a user name or password; put it under \"users\"");
    }

    private ServerTrust TrustOf(KubeconfigCluster cluster)
    {
        if (cluster is { Insecure: true, Authority: not null })
        {
            throw new ClusterAccessException(
                $"cluster \"{cluster.Name}\" of {Source} has both insecure-skip-tls-verify and {cluster.Authority.Key}; remove one of them");
        }

        return new ServerTrust(
            cluster.Authority is { } authority ? ReadAuthorities(authority, cluster.Name) : null, cluster.TlsServerName, cluster.Insecure);
    }

    private X509Certificate2Collection ReadAuthorities(KubeconfigBytes authority, string cluster)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(Encoding.UTF8.GetString(authority.Data ?? environment.ReadFile(authority.File!)));
            return certificates.Count > 0
                ? certificates
                : throw new ClusterAccessException($"{authority.Key} of cluster \"{cluster}\" holds no PEM certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterAccessException($"cannot read {authority.Key} of cluster \"{cluster}\": {e.Message}", e);
        }
    }

    private Uri? ProxyOf(KubeconfigCluster cluster)
    {
        if (cluster.ProxyUrl is null)
            return null;
        return Uri.TryCreate(cluster.ProxyUrl, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5"
            ? proxy
            : throw new ClusterAccessException(
                $"cluster \"{cluster.Name}\" of {Source}: proxy-url must be an http, https or socks5 address");
    }

    private static string Known<T>(Dictionary<string, T> entries) =>
        entries.Count == 0 ? "none" : string.Join(", ", entries.Keys.Order(StringComparer.Ordinal));
}
