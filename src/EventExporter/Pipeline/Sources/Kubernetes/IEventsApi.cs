using EventExporter.Kubernetes.Watching;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>
/// The two requests that following the events of a cluster takes. Failures come as exceptions of the client, of
/// <see cref="HttpRequestException"/> and of <see cref="IOException"/>.
/// </summary>
internal interface IEventsApi
{
    /// <summary>Hands over every event of the scope, each as soon as it has come in.</summary>
    /// <param name="scope">A namespace; empty for all.</param>
    /// <param name="onMalformed">Told what is wrong with each item that could not be read: its beginning and the reason.</param>
    /// <returns>The version to watch from.</returns>
    Task<string> ListAsync(string scope, Func<ClusterEvent, ValueTask> onItem, Action<string> onMalformed, CancellationToken cancellation);

    /// <summary>The changes after <paramref name="resourceVersion"/>, until the server ends the watch.</summary>
    /// <param name="timeout">When the server is asked to end it.</param>
    /// <param name="onOpened">Told once the server has accepted.</param>
    IAsyncEnumerable<WatchEvent<ClusterEvent>> WatchAsync(
        string scope, string resourceVersion, TimeSpan timeout, Action onOpened, CancellationToken cancellation);
}
