using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>Makes the HTTP client of one receiver. Nothing of it is shared with other receivers: neither certificates nor connections.</summary>
internal static class SinkHttpClient
{
    /// <summary>Throws <see cref="SinkConfigurationException"/> for certificate files that cannot be used.</summary>
    /// <param name="transport">See <see cref="SinkContext.Transport"/>.</param>
    /// <param name="guard">Makes the connections; null: to any address. Where it allows public ones only no proxy is used, which would connect to where it likes.</param>
    public static HttpClient Create(HttpOptions options, HttpMessageHandler? transport, PublicConnection? guard = null)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry events and credentials to a place that nobody configured.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // A service that moves behind its name is followed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,

            // A header that a template makes of an event must not keep it from being sent for ever.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        };
        if (options.Proxy is not null)
            handler.Proxy = new WebProxy(options.Proxy) { Credentials = CredentialsOf(options.Proxy) };
        if (guard is not null)
            (handler.UseProxy, handler.ConnectCallback) = (guard.AllowsProxy, (context, cancellation) => guard.OpenAsync(context.DnsEndPoint, cancellation));
        Secure(handler.SslOptions, options.Tls);

        // The delivery loop limits the time of an attempt.
        var client = new HttpClient(transport ?? handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("event-exporter");
        if (options.Tls.ServerName.Length > 0)
            client.DefaultRequestHeaders.Host = options.Tls.ServerName;
        return client;
    }

    /// <summary>The proxy that requests to this address take, by the options or the environment; null: none.</summary>
    public static Uri? ProxyFor(Uri address, HttpOptions? options)
    {
        var proxy = options?.Proxy is { } given ? new WebProxy(given) : HttpClient.DefaultProxy;
        return proxy.IsBypassed(address) || proxy.GetProxy(address) is not { } way || way == address ? null : way;
    }

    private static NetworkCredential? CredentialsOf(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
            return null;
        var parts = proxy.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    /// <summary>Applies a receiver's certificates. Throws <see cref="SinkConfigurationException"/> for files that cannot be used.</summary>
    public static void Secure(SslClientAuthenticationOptions ssl, TlsOptions tls)
    {
        if (tls.CertFile.Length > 0 != tls.KeyFile.Length > 0)
            throw new SinkConfigurationException("tls: certFile and keyFile come together", "give both, or neither");
        if (tls.CertFile.Length > 0)
            ssl.ClientCertificates = [Read("tls.certFile", tls.CertFile, () => X509Certificate2.CreateFromPemFile(tls.CertFile, tls.KeyFile))];
        if (tls.InsecureSkipVerify)
        {
#pragma warning disable CA5359 // Asked for by insecureSkipVerify.
            ssl.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (tls.CaFile.Length > 0)
        {
            ssl.CertificateChainPolicy = TrustOnly(tls.CaFile);
        }
    }

    private static X509ChainPolicy TrustOnly(string caFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        Read("tls.caFile", caFile, () =>
        {
            policy.CustomTrustStore.ImportFromPemFile(caFile);
            return policy;
        });
        if (policy.CustomTrustStore.Count == 0)
            throw new SinkConfigurationException($"tls.caFile: {caFile} holds no certificate", "it must be a PEM file with BEGIN CERTIFICATE blocks");
        return policy;
    }

    private static T Read<T>(string option, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SinkConfigurationException($"{option}: {file} cannot be used: {error.Message}", "check the path, its permissions and that it is PEM");
        }
    }
}
