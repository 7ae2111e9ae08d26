using System.Collections.Concurrent;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Discovery;

/// <summary>
/// Knows the kinds of each group version that has been asked for, and asks the server for no other: there may be hundreds. Each group
/// version is asked for by one request at a time, and for an unknown kind again at most once a minute.
/// </summary>
internal sealed class DiscoveryCache(ApiTransport transport)
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(1);

    /// <summary>How long a failed request stands for those that come after it.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    /// <exception cref="UnknownKindException">The server serves no such kind.</exception>
    public async Task<ResourceKind> FindAsync(string apiVersion, string kind, CancellationToken ct)
    {
        var entry = _entries.GetOrAdd(apiVersion, static _ => new Entry());
        if (entry.Known is { } known && known.TryGetValue(kind, out var found))
            return found;
        var kinds = await Refresh(apiVersion, entry).WaitAsync(ct);
        return kinds.TryGetValue(kind, out found) ? found : throw new UnknownKindException(apiVersion, kind);
    }

    private Task<Dictionary<string, ResourceKind>> Refresh(string apiVersion, Entry entry)
    {
        lock (entry)
        {
            if (entry.Flight is { } flight && IsRecent(entry, flight))
                return flight;
            entry.AskedAt = transport.Time.GetTimestamp();
            return entry.Flight = FetchAsync(apiVersion, entry);
        }
    }

    private bool IsRecent(Entry entry, Task flight)
    {
        if (!flight.IsCompleted)
            return true;
        return transport.Time.GetElapsedTime(entry.AskedAt) < (flight.IsCompletedSuccessfully ? RefreshAfter : RetryAfter);
    }

    // Shared by all who wait, so nobody's cancellation may end it; the request has its own limit.
    private async Task<Dictionary<string, ResourceKind>> FetchAsync(string apiVersion, Entry entry)
    {
        var kinds = await ResourceListRequest.GetAsync(transport, apiVersion, CancellationToken.None);
        entry.Known = kinds;
        return kinds;
    }

    private sealed class Entry
    {
        /// <summary>The last answer. Replaced, never changed.</summary>
        public volatile Dictionary<string, ResourceKind>? Known;

        public Task<Dictionary<string, ResourceKind>>? Flight { get; set; }

        public long AskedAt { get; set; }
    }
}
