using System.Security.Cryptography;
using EventExporter.Kubernetes.Access.Credentials;

namespace EventExporter.Kubernetes.Access.Kubeconfig;

/// <summary>Turns a kubeconfig user into a source of credentials.</summary>
internal sealed class KubeconfigCredentials(KubeconfigCluster cluster, IClusterEnvironment environment, TimeProvider time)
{
    public ICredentialSource Build(KubeconfigUser user)
    {
        if (user.AuthProvider is { } provider)
            throw new ClusterAccessException(Outdated(user.Name, provider));

        var sources = new List<ICredentialSource>();
        if (HeaderOf(user) is { } header)
            sources.Add(header);
        if (CertificateOf(user) is { } certificate)
            sources.Add(certificate);
        // As for kubectl, the plugin is asked only where the user says nothing else.
        if (sources.Count == 0 && user.Exec is { } plugin)
            sources.Add(new ExecCredentials(plugin, $"user \"{user.Name}\"", cluster, environment, time));
        return sources.Count switch
        {
            0 => AnonymousCredentials.Instance,
            1 => sources[0],
            _ => new CombinedCredentials(sources),
        };
    }

    private ICredentialSource? HeaderOf(KubeconfigUser user)
    {
        if (user.TokenFile is { } path)
            return TokenFiles.Watch(path, environment, time);
        if (user.Token is { } token)
            return new StaticCredentials(Credential.Bearer(token));
        return user.Username is { } name ? new StaticCredentials(Credential.Basic(name, user.Password ?? "")) : null;
    }

    private ICredentialSource? CertificateOf(KubeconfigUser user)
    {
        if (user.ClientCertificate is null && user.ClientKey is null)
            return null;
        if (user is not { ClientCertificate: { } certificate, ClientKey: { } key })
        {
            var missing = user.ClientKey is null ? "client-key" : "client-certificate";
            throw new ClusterAccessException($"user \"{user.Name}\" lacks {missing}; a client certificate and its key go together");
        }

        if (certificate.Data is not null && key.Data is not null)
            return new StaticCredentials(Embedded(user.Name, certificate.Data, key.Data));

        // Files may be renewed by whoever wrote them, so they are looked at again like token files.
        string[] paths = [.. new[] { certificate.File, key.File }.OfType<string>()];
        return new FileCredentials(
            paths,
            contents => FromPem(certificate.Data ?? contents[0], key.Data ?? contents[^1]),
            environment,
            time);
    }

    private static Credential Embedded(string user, byte[] certificate, byte[] key)
    {
        try
        {
            return FromPem(certificate, key);
        }
        catch (CryptographicException e)
        {
            throw new ClusterAccessException($"user \"{user}\": client-certificate-data and client-key-data do not work: {e.Message}", e);
        }
    }

    private static Credential FromPem(byte[] certificate, byte[] key) => new(null, ClientCertificate.FromPem(certificate, key));

    private static string Outdated(string user, string provider)
    {
        var instead = provider switch
        {
            "gcp" => "install gke-gcloud-auth-plugin and run: gcloud container clusters get-credentials CLUSTER",
            "azure" => "install kubelogin and run: kubelogin convert-kubeconfig",
            "oidc" => "use an exec plugin such as kubelogin (kubectl oidc-login), or a token",
            _ => "use an exec plugin or a token",
        };
        return $"user \"{user}\" uses the auth-provider \"{provider}\", which Kubernetes removed in 1.26; {instead}";
    }
}
