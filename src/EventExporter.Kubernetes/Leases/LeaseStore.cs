using System.Text;
using System.Text.Json;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Leases;

/// <summary>Reads and writes one Lease. A write fails if someone else has written since the read.</summary>
internal sealed class LeaseStore(ApiTransport transport, string @namespace, string name)
{
    private readonly ResourceCollection _leases = new("coordination.k8s.io", "v1", "leases", @namespace);

    /// <summary>The lease; null when it does not exist.</summary>
    public async Task<Lease?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return await SendAsync(HttpMethod.Get, _leases.PathOf(name), body: null, ct);
        }
        catch (KubernetesApiException e) when (e.StatusCode == 404)
        {
            return null;
        }
    }

    /// <summary>The lease as stored; null when someone else was faster.</summary>
    public Task<Lease?> TryCreateAsync(Lease lease, CancellationToken ct) => TryWriteAsync(HttpMethod.Post, _leases.Path, lease, ct);

    /// <inheritdoc cref="TryCreateAsync"/>
    public Task<Lease?> TryUpdateAsync(Lease lease, CancellationToken ct) =>
        TryWriteAsync(HttpMethod.Put, _leases.PathOf(name), lease, ct);

    private async Task<Lease?> TryWriteAsync(HttpMethod method, string path, Lease lease, CancellationToken ct)
    {
        try
        {
            return await SendAsync(method, path, Encoding.UTF8.GetBytes(lease.ToJson()), ct);
        }
        catch (KubernetesApiException e) when (e.StatusCode == 409 || (e.StatusCode == 404 && method == HttpMethod.Put))
        {
            return null;
        }
    }

    private async Task<Lease> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken ct)
    {
        var answer = await transport.ReadAsync(method, path, body, ApiTransport.Json, ct);
        try
        {
            return Lease.Parse(answer);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new IOException($"{transport.Describe(method, path)}: the answer is no Lease: {e.Message}", e);
        }
    }
}
