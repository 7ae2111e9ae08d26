using System.Globalization;
using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Lists;

/// <summary>
/// One list from its first page to its last.
/// <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks"/>
/// </summary>
internal sealed class PagedList<T>(
    ApiTransport transport, ResourceCollection resource, ListOptions options, ReadObject<T> read, Func<T, ValueTask> onItem)
{
    private long _items;
    private long _malformed;

    public async Task<ListSummary> RunAsync(CancellationToken ct)
    {
        string? firstVersion = null;
        string? next = null;
        var pages = 0;
        do
        {
            var page = await ReadPageAsync(next, ct);
            firstVersion ??= page.ResourceVersion;
            next = page.Continue;
            pages++;
        }
        while (!string.IsNullOrEmpty(next));
        return new ListSummary(firstVersion ?? "", _items, _malformed, pages);
    }

    private async Task<ListPage<T>> ReadPageAsync(string? next, CancellationToken ct)
    {
        var path = PathOf(next);
        using var response = await transport.SendAsync(HttpMethod.Get, path, body: null, ApiTransport.Json, compressed: true, ct);
        await using var stream = await ApiTransport.OpenBodyAsync(response, ct);
        using var reader = new PatientReader(stream, transport.Time, ct);
        using var buffer = new ResponseBuffer();
        var page = new ListPage<T>(read);
        do
        {
            while (page.TryRead(buffer, out var item, out var malformed))
            {
                if (malformed is null)
                    await DeliverAsync(item!);
                else
                    Report(malformed);
            }
        }
        while (await FillAsync(reader, buffer, path));
        page.RequireEnd(transport.Describe(HttpMethod.Get, path));
        return page;
    }

    // The buffer is filled to the brim before it is looked at: an item that is not yet complete has to be gone through again, so the
    // fewer the looks the better.
    private async ValueTask<bool> FillAsync(PatientReader reader, ResponseBuffer buffer, string path)
    {
        var any = false;
        try
        {
            do
            {
                var count = await reader.ReadAsync(buffer.Space(), transport.RequestTimeout);
                if (count == 0)
                    return any;
                buffer.Append(count);
                any = true;
            }
            while (!buffer.IsFull);
            return true;
        }
        catch (TimeoutException)
        {
            throw transport.NoAnswer(HttpMethod.Get, path);
        }
    }

    private ValueTask DeliverAsync(T item)
    {
        _items++;
        return onItem(item);
    }

    private void Report(MalformedLine malformed)
    {
        _malformed++;
        options.OnMalformed?.Invoke(malformed);
    }

    private string PathOf(string? next)
    {
        var query = new Query(resource.Path)
            .Add("limit", options.Limit > 0 ? options.Limit.ToString(CultureInfo.InvariantCulture) : null)
            .Add("labelSelector", options.LabelSelector)
            .Add("fieldSelector", options.FieldSelector);
        // The continue token stands for the version; the server refuses to be given both.
        return query.Add(next is null ? "resourceVersion" : "continue", next ?? options.ResourceVersion).ToString();
    }
}
