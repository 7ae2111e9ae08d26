using EventExporter.Kubernetes;
using EventExporter.Kubernetes.Lists;
using EventExporter.Kubernetes.Watching;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>core/v1 events through the API client. events.k8s.io/v1 shows the same objects: watching both would count twice.</summary>
/// <param name="fieldSelector">Evaluated by the API server, such as <c>type!=Normal</c>; null for every event.</param>
internal sealed class KubernetesEventsApi(KubernetesClient client, EventReader reader, string? fieldSelector) : IEventsApi
{
    public async Task<string> ListAsync(
        string scope, Func<ClusterEvent, ValueTask> onItem, Action<string> onMalformed, CancellationToken cancellation)
    {
        var options = new ListOptions { FieldSelector = fieldSelector, OnMalformed = line => onMalformed(Describe(line)) };
        var summary = await client.ListAsync(Events(scope), options, reader.Read, onItem, cancellation);
        return summary.ResourceVersion;
    }

    public IAsyncEnumerable<WatchEvent<ClusterEvent>> WatchAsync(
        string scope, string resourceVersion, TimeSpan timeout, Action onOpened, CancellationToken cancellation)
    {
        var options = new WatchOptions
        {
            ResourceVersion = resourceVersion,
            FieldSelector = fieldSelector,
            Timeout = timeout,
            OnOpened = onOpened,
        };
        return client.WatchAsync(Events(scope), options, reader.Read, cancellation);
    }

    public static string Describe(MalformedLine line) => $"{line.Reason} ({line.Length} bytes that begin with {line.Excerpt})";

    private static ResourceCollection Events(string scope) => ResourceCollection.Core("events", scope.Length == 0 ? null : scope);
}
