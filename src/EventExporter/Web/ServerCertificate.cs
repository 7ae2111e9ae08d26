using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EventExporter.Configuration.Model;
using Microsoft.Extensions.Logging;

namespace EventExporter.Web;

/// <summary>
/// The server's certificate from its files. Handshakes look at the files again every <see cref="Interval"/>: a renewed certificate is
/// used without a restart, and one that cannot be used leaves the old one in place. (Watching a mounted Secret for changes would miss the
/// swap of the link above it.)
/// </summary>
internal sealed class ServerCertificate : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ServerTlsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext _current;
    private (DateTime Certificate, DateTime Key) _versions;
    private long _lookedAt;

    /// <exception cref="CryptographicException">The files do not hold a certificate and its key.</exception>
    public ServerCertificate(ServerTlsOptions options, TimeProvider time, ILogger log)
    {
        (_options, _time, _log) = (options, time, log);
        (_versions, _lookedAt) = (Versions(), time.GetTimestamp());
        _current = Read();
    }

    /// <summary>What a handshake is to use now.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetElapsedTime(_lookedAt) >= Interval)
                    Look();
                return _current;
            }
        }
    }

    // A handshake may still be using it: the last reference lets it go.
    public void Dispose()
    {
        lock (_gate)
            _current.TargetCertificate.Dispose();
    }

    private void Look()
    {
        _lookedAt = _time.GetTimestamp();
        var versions = Versions();
        if (versions == _versions)
            return;
        try
        {
            _current = Read();
            _versions = versions;
            _log.LogInformation("The server's certificate was read anew; it is valid until {End}.", _current.TargetCertificate.NotAfter.ToUniversalTime().ToString("u", System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Looked at again: the two files may be changing one after the other.
            _log.LogWarning("The server's certificate has changed and cannot be used; the old one stays. {File}: {Problem}", _options.CertFile, error.Message);
        }
    }

    private SslStreamCertificateContext Read()
    {
        var leaf = X509Certificate2.CreateFromPemFile(_options.CertFile, _options.KeyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_options.CertFile);
        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    private (DateTime Certificate, DateTime Key) Versions() => (File.GetLastWriteTimeUtc(Target(_options.CertFile)), File.GetLastWriteTimeUtc(Target(_options.KeyFile)));

    /// <summary>A mounted Secret's files are links into a folder that is replaced as a whole.</summary>
    private static string Target(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
}
