using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Access.Credentials;

namespace EventExporter.Kubernetes.Transport;

/// <summary>Makes the pool of connections to one server, for one client certificate.</summary>
internal static class ConnectionFactory
{
    /// <summary>Long enough to be of use, short enough to follow a changed address; requests under way are not cut off.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    public static SocketsHttpHandler Create(ClusterAccess access, ClientCertificate? certificate, KubernetesClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = ConnectAsync,
        };
        if (access.Proxy is { } proxy)
            handler.Proxy = new WebProxy(proxy) { Credentials = ProxyCredentials(proxy) };
        ApplyTrust(handler.SslOptions, access.Trust);
        if (certificate is not null)
            handler.SslOptions.ClientCertificateContext =
                SslStreamCertificateContext.Create(certificate.Leaf, certificate.Intermediates, offline: true);
        return handler;
    }

    [SuppressMessage("Security", "CA5359", Justification = "insecure-skip-tls-verify asks for just that.")]
    private static void ApplyTrust(SslClientAuthenticationOptions ssl, ServerTrust trust)
    {
        if (trust.Insecure)
        {
            ssl.RemoteCertificateValidationCallback = (_, _, _, _) => true;
            return;
        }

        if (trust.Authorities is not { } authorities)
            return;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Cluster authorities publish neither revocation lists nor intermediates.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        ssl.CertificateChainPolicy = policy;
    }

    // Keep-alive probes notice a peer that vanished without a word within about a minute, long before a watch's own deadline.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static NetworkCredential? ProxyCredentials(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
            return null;
        var parts = proxy.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
