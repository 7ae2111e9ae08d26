using System.Net.Http.Headers;
using System.Text;

namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>What a request is signed with at one moment. A class, so that its text never shows what it holds.</summary>
/// <param name="authorization">The Authorization header; null for none.</param>
/// <param name="certificate">The client certificate of the connection; null for none.</param>
internal sealed class Credential(AuthenticationHeaderValue? authorization, ClientCertificate? certificate = null)
{
    public static Credential None { get; } = new(null);

    public AuthenticationHeaderValue? Authorization { get; } = authorization;

    public ClientCertificate? Certificate { get; } = certificate;

    public static Credential Bearer(string token) => new(new AuthenticationHeaderValue("Bearer", token));

    public static Credential Basic(string user, string password) =>
        new(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))));
}
