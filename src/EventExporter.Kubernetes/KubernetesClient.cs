using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Checks;
using EventExporter.Kubernetes.Discovery;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Lists;
using EventExporter.Kubernetes.Metadata;
using EventExporter.Kubernetes.Transport;
using EventExporter.Kubernetes.Watching;

namespace EventExporter.Kubernetes;

/// <summary>
/// Talks to one API server. Nothing here tries again on its own, except once with a fresh credential after a 401; when to try again is
/// the caller's decision. Every method may throw <see cref="KubernetesApiException"/> (the server said no),
/// <see cref="HttpRequestException"/> (it was not reached), <see cref="IOException"/> (the connection broke, or fell silent) and
/// <see cref="ClusterAccessException"/> (there is no credential to be had).
/// </summary>
public sealed class KubernetesClient : IDisposable
{
    private readonly DiscoveryCache _discovery;

    public KubernetesClient(ClusterAccess access, KubernetesClientOptions? options = null, TimeProvider? time = null)
    {
        Access = access;
        Transport = new ApiTransport(access, options ?? KubernetesClientOptions.Default, time ?? TimeProvider.System);
        _discovery = new DiscoveryCache(Transport);
    }

    public ClusterAccess Access { get; }

    internal ApiTransport Transport { get; }

    /// <summary>
    /// Hands every object of a collection to <paramref name="onItem"/>, page by page, each as soon as it has come in: however long the
    /// list, only one item and a buffer are held. An item that cannot be read goes to <see cref="ListOptions.OnMalformed"/>.
    /// </summary>
    /// <exception cref="ResourceExpiredException">The list took so long that its continue token expired; begin anew.</exception>
    public Task<ListSummary> ListAsync<T>(
        ResourceCollection resource, ListOptions options, ReadObject<T> read, Func<T, ValueTask> onItem, CancellationToken ct) =>
        new PagedList<T>(Transport, resource, options, read, onItem).RunAsync(ct);

    /// <summary>
    /// Follows the changes of a collection until the server ends the watch, which it does after <see cref="WatchOptions.Timeout"/>. An
    /// unfinished last line is dropped; go on from the last version seen.
    /// </summary>
    /// <exception cref="ResourceExpiredException">The version is no longer known; list anew.</exception>
    /// <exception cref="WatchSilentException">The connection must be taken for dead.</exception>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        ResourceCollection resource, WatchOptions options, ReadObject<T> read, CancellationToken ct = default) =>
        new WatchConnection<T>(Transport, resource, options, read).ReadAsync(ct);

    /// <summary>The metadata of one object; null when it does not exist. The object itself is never transferred.</summary>
    /// <exception cref="UnknownKindException">The server knows no such kind.</exception>
    public async Task<ObjectMetadata?> GetMetadataAsync(ObjectKey key, CancellationToken ct)
    {
        var kind = await GetKindAsync(key.ApiVersion, key.Kind, ct);
        return await MetadataRequest.GetAsync(Transport, kind, key, ct);
    }

    /// <summary>How a kind is addressed. An empty <paramref name="apiVersion"/> is read as <c>v1</c>.</summary>
    /// <exception cref="UnknownKindException">The server knows no such kind.</exception>
    public Task<ResourceKind> GetKindAsync(string apiVersion, string kind, CancellationToken ct) =>
        _discovery.FindAsync(string.IsNullOrEmpty(apiVersion) ? "v1" : apiVersion, kind, ct);

    public Task<ServerVersion> GetServerVersionAsync(CancellationToken ct) => ServerVersionRequest.GetAsync(Transport, ct);

    /// <summary>Asks the server whether we may do something; see <c>kubectl auth can-i</c>.</summary>
    /// <param name="resource">The plural, with a subresource after a slash if it has one: <c>pods/log</c>.</param>
    /// <param name="namespace">Null for all namespaces and for cluster-scoped resources.</param>
    public Task<bool> IsAllowedAsync(string verb, string group, string resource, string? @namespace, CancellationToken ct) =>
        AccessReview.IsAllowedAsync(Transport, verb, group, resource, @namespace, ct);

    public void Dispose() => Transport.Dispose();
}
