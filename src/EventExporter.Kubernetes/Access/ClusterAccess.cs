using EventExporter.Kubernetes.Access.Credentials;

namespace EventExporter.Kubernetes.Access;

/// <summary>Everything needed to talk to one API server: where it is, how to trust it and who to be.</summary>
public sealed record ClusterAccess
{
    internal ClusterAccess()
    {
    }

    /// <summary>The server's address; its path, if it has one, comes before every request's path.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace of the service account or context; <c>default</c> where none is named.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Where this access was found, for people: <c>the pod's service account</c>, <c>context "prod" of /home/a/.kube/config</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The kubeconfig context; null in a cluster.</summary>
    public string? Context { get; init; }

    internal ServerTrust Trust { get; init; } = ServerTrust.System;

    internal ICredentialSource Credentials { get; init; } = AnonymousCredentials.Instance;

    /// <summary>The proxy named by the kubeconfig; null leaves it to the HTTPS_PROXY and NO_PROXY variables.</summary>
    internal Uri? Proxy { get; init; }

    internal Impersonation? Impersonation { get; init; }

    /// <summary>
    /// Finds the API server as a program of the cluster and of a workstation both expect: an explicit kubeconfig, the pod's service
    /// account, KUBECONFIG, <c>~/.kube/config</c>.
    /// </summary>
    /// <exception cref="ClusterAccessException">None of them works; the message tells each place and what was wrong there.</exception>
    public static ClusterAccess Resolve(ClusterAccessOptions? options = null, IClusterEnvironment? environment = null, TimeProvider? time = null) =>
        new ClusterAccessResolver(environment ?? SystemClusterEnvironment.Instance, time ?? TimeProvider.System).Resolve(options ?? new());

    /// <summary>A server that is spoken to without a kubeconfig, with a bearer token or with nothing.</summary>
    public static ClusterAccess ForServer(Uri server, string? token = null) => new()
    {
        Server = new Uri(server.AbsoluteUri.TrimEnd('/') + "/"),
        Origin = server.GetLeftPart(UriPartial.Authority),
        Credentials = token is null ? AnonymousCredentials.Instance : new StaticCredentials(Credential.Bearer(token)),
    };

    // The generated text would print every member; what lies behind them must not reach a log.
    public override string ToString() => $"{Server} ({Origin})";
}
