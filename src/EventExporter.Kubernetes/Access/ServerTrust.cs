using System.Security.Cryptography.X509Certificates;

namespace EventExporter.Kubernetes.Access;

/// <summary>How the server proves itself.</summary>
/// <param name="Authorities">The only certificate authorities believed; null for the machine's own.</param>
/// <param name="ServerName">The name its certificate must carry, where that is not the host of the address.</param>
/// <param name="Insecure">Believe any certificate.</param>
internal sealed record ServerTrust(X509Certificate2Collection? Authorities, string? ServerName = null, bool Insecure = false)
{
    public static ServerTrust System { get; } = new(Authorities: null);
}
