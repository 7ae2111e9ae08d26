using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EventExporter.Kubernetes.Access.Credentials;

namespace EventExporter.Kubernetes.Access;

/// <summary>
/// Access from inside a pod: address from two variables, token, authority and namespace from a mounted folder.
/// <see href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/"/>
/// </summary>
internal sealed class ServiceAccountAccess(IClusterEnvironment environment, TimeProvider time)
{
    private const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount/";
    private const string TokenFile = Folder + "token";
    private const string AuthorityFile = Folder + "ca.crt";
    private const string NamespaceFile = Folder + "namespace";

    public ClusterAccess Read()
    {
        var server = ReadAddress();
        if (!environment.FileExists(TokenFile))
            throw new ClusterAccessException($"{TokenFile} does not exist; is automountServiceAccountToken false?");

        return new ClusterAccess
        {
            Server = server,
            Namespace = ReadNamespace(),
            Origin = "the pod's service account",
            Trust = new ServerTrust(ReadAuthorities()),
            Credentials = TokenFiles.Watch(TokenFile, environment, time),
        };
    }

    private Uri ReadAddress()
    {
        var host = environment.Variable("KUBERNETES_SERVICE_HOST");
        var port = environment.Variable("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port))
            throw new ClusterAccessException("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set, so this is not a pod");
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new ClusterAccessException($"KUBERNETES_SERVICE_PORT is \"{port}\", which is no port number");

        var bracketed = host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
        return Uri.TryCreate($"https://{bracketed}:{number}/", UriKind.Absolute, out var server)
            ? server
            : throw new ClusterAccessException($"KUBERNETES_SERVICE_HOST is \"{host}\", which is no host name or address");
    }

    private X509Certificate2Collection ReadAuthorities()
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(Encoding.UTF8.GetString(environment.ReadFile(AuthorityFile)));
            return authorities.Count > 0 ? authorities : throw new ClusterAccessException($"{AuthorityFile} holds no certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterAccessException($"cannot read {AuthorityFile}: {e.Message}", e);
        }
    }

    private string ReadNamespace()
    {
        if (!environment.FileExists(NamespaceFile))
            return "default";
        var name = Encoding.UTF8.GetString(environment.ReadFile(NamespaceFile)).Trim();
        return name.Length > 0 ? name : "default";
    }
}
