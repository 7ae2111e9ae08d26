using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EventExporter.Kubernetes.Tests.Support;

/// <summary>An authority of a test's own, and what it signs.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = request.CreateSelfSigned(From, From.AddYears(1));
    }

    public X509Certificate2 Authority { get; }

    /// <summary>A server's certificate, usable by Kestrel.</summary>
    public X509Certificate2 Server(string dnsName = "localhost", bool withLoopback = true)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={dnsName}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(dnsName);
        if (withLoopback)
            names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = Sign(request);
        return signed.CopyWithPrivateKey(key);
    }

    public (string CertificatePem, string KeyPem) EcClient(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Sign(ClientRequest(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256)));
        return (certificate.ExportCertificatePem(), key.ExportECPrivateKeyPem());
    }

    public (string CertificatePem, string KeyPem) RsaClient(string name)
    {
        using var key = RSA.Create(2048);
        using var certificate = Sign(ClientRequest(
            new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        return (certificate.ExportCertificatePem(), key.ExportRSAPrivateKeyPem());
    }

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest ClientRequest(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        return request;
    }

    private X509Certificate2 Sign(CertificateRequest request) => request.Create(
        Authority.SubjectName,
        X509SignatureGenerator.CreateForECDsa(_key),
        From,
        From.AddMonths(6),
        RandomNumberGenerator.GetBytes(12));
}
