using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>A client certificate with its key and the intermediates that came with it.</summary>
internal sealed class ClientCertificate(X509Certificate2 leaf, X509Certificate2Collection intermediates)
{
    public X509Certificate2 Leaf { get; } = leaf;

    public X509Certificate2Collection Intermediates { get; } = intermediates;

    /// <summary>Reads PEM text: certificate chain, leaf first, and an EC or RSA key.</summary>
    /// <exception cref="CryptographicException">The text holds no such thing, or the key is not the certificate's.</exception>
    public static ClientCertificate FromPem(ReadOnlySpan<byte> certificatePem, ReadOnlySpan<byte> keyPem)
    {
        var chain = Encoding.UTF8.GetString(certificatePem);
        var leaf = CreateLeaf(chain, Encoding.UTF8.GetString(keyPem));
        var intermediates = new X509Certificate2Collection();
        intermediates.ImportFromPem(chain);
        intermediates.RemoveAt(0);
        return new ClientCertificate(leaf, intermediates);
    }

    private static X509Certificate2 CreateLeaf(string chain, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(chain, key);
        }
        catch (ArgumentException e)
        {
            // Thrown for a key of another algorithm or another certificate.
            throw new CryptographicException(e.Message, e);
        }
    }
}
