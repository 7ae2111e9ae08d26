using System.Net;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Access.Credentials;

namespace EventExporter.Kubernetes.Transport;

/// <summary>
/// Signs each request, and signs and sends it once more if the server answers 401 and there may be a newer credential. A new client
/// certificate gets new connections; what still runs over the old ones is not disturbed.
/// </summary>
internal sealed class AuthenticatingHandler(ClusterAccess access, KubernetesClientOptions options) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private HttpMessageInvoker? _connections;
    private ClientCertificate? _certificate;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        access.Impersonation?.Apply(request.Headers);
        // The handler takes the name for SNI and for the certificate check from here; see SocketsHttpHandler.
        if (access.Trust.ServerName is { } name && request.RequestUri!.Scheme == Uri.UriSchemeHttps)
            request.Headers.Host = name;

        var credential = await access.Credentials.GetAsync(cancellationToken);
        var response = await SendAsync(request, credential, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !access.Credentials.Invalidate(credential))
            return response;

        var renewed = await access.Credentials.GetAsync(cancellationToken);
        if (ReferenceEquals(renewed, credential))
            return response;
        response.Dispose();
        return await SendAsync(request, renewed, cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Credential credential, CancellationToken ct)
    {
        request.Headers.Authorization = credential.Authorization;
        return ConnectionsFor(credential.Certificate).SendAsync(request, ct);
    }

    private HttpMessageInvoker ConnectionsFor(ClientCertificate? certificate)
    {
        lock (_gate)
        {
            if (_connections is not null && ReferenceEquals(certificate, _certificate))
                return _connections;
            var outdated = _connections;
            _connections = new HttpMessageInvoker(ConnectionFactory.Create(access, certificate, options));
            _certificate = certificate;
            outdated?.Dispose();
            return _connections;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _connections?.Dispose();
        base.Dispose(disposing);
    }
}
