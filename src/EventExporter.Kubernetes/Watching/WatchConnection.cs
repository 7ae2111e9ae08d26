using System.Globalization;
using System.Runtime.CompilerServices;
using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Watching;

/// <summary>
/// One watch request from its opening to its end.
/// <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes"/>
/// </summary>
internal sealed class WatchConnection<T>(ApiTransport transport, ResourceCollection resource, WatchOptions options, ReadObject<T> read)
{
    private readonly TimeSpan _timeout = options.Timeout ?? TimeSpan.FromSeconds(Random.Shared.Next(300, 601));

    public async IAsyncEnumerable<WatchEvent<T>> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var request = transport.Describe(HttpMethod.Get, resource.Path) + " (watch)";
        using var response = await transport.SendAsync(HttpMethod.Get, Path(), body: null, ApiTransport.Json, compressed: false, ct);
        var openedAt = transport.Time.GetTimestamp();
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var reader = new PatientReader(stream, transport.Time, ct);
        using var buffer = new ResponseBuffer();
        var lines = new WatchLines<T>(buffer, read, request, options.MaxLineBytes);
        options.OnOpened?.Invoke();
        do
        {
            while (lines.TryTake(out var line))
                yield return line;
        }
        while (await FillAsync(reader, buffer, openedAt, request));
    }

    private async ValueTask<bool> FillAsync(PatientReader reader, ResponseBuffer buffer, long openedAt, string request)
    {
        var limit = Patience(openedAt);
        try
        {
            var count = await reader.ReadAsync(buffer.Space(), limit);
            buffer.Append(count);
            return count > 0;
        }
        catch (TimeoutException)
        {
            throw new WatchSilentException(limit, $"{request}: nothing came for {limit.TotalSeconds:0} s; the connection is taken for dead");
        }
    }

    // The server should end the watch at its timeout; silence past that moment and the slack means that its end never reached us.
    private TimeSpan Patience(long openedAt)
    {
        var untilOverdue = _timeout + options.Slack - transport.Time.GetElapsedTime(openedAt);
        var patience = untilOverdue > options.Slack ? untilOverdue : options.Slack;
        return options.IdleTimeout is { } idle && idle < patience ? idle : patience;
    }

    private string Path() => new Query(resource.Path)
        .Add("watch", "true")
        .Add("resourceVersion", options.ResourceVersion)
        .Add("labelSelector", options.LabelSelector)
        .Add("fieldSelector", options.FieldSelector)
        .Add("allowWatchBookmarks", options.AllowBookmarks ? "true" : null)
        .Add("timeoutSeconds", Math.Ceiling(_timeout.TotalSeconds).ToString("0", CultureInfo.InvariantCulture))
        .ToString();
}
