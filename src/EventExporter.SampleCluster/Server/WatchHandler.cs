using System.Buffers;
using System.IO.Pipelines;
using EventExporter.SampleCluster.Faults;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Http;

namespace EventExporter.SampleCluster.Server;

/// <summary>Answers watches: one JSON line a change until the time is up, the client leaves or a fault strikes.</summary>
internal sealed class WatchHandler(ServerState state)
{
    private const string TooOld = "The resourceVersion for the provided watch is too old.";

    // The real server draws between 30 and 60 minutes (--min-request-timeout).
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(45);

    public async Task HandleAsync(HttpContext context, ApiRequest request, Representation representation)
    {
        var options = ListOptions.Parse(context.Request, request.Kind, request.Name, isWatch: true, state.Options.SupportsWatchList);
        var lines = new WatchLineWriter(request, options, representation, state.Options.Time);
        var initial = WantsInitialEvents(options) ? state.Store.Snapshot(request.Kind) : null;
        var start = initial?.Version ?? (options.AnyVersion ? state.Store.ResourceVersion : options.Version);
        using var subscription = state.Store.Subscribe(request.Kind, start);
        if (subscription is null && state.Faults.Gone == GoneForm.HttpStatus)
            throw new ApiException(ApiStatus.Expired(TooOld));

        using var connection = new WatchConnection(context);
        using var timeout = new CancellationTokenSource(options.Timeout ?? DefaultTimeout, state.Options.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(connection.Closing, timeout.Token, state.Stopping.Token);
        state.Faults.Opened(connection);
        try
        {
            await StartAsync(context);
            if (subscription is null)
                WatchLineWriter.WriteError(context.Response.BodyWriter, ApiStatus.Expired(TooOld));
            else
                await SendAsync(context, lines, initial, subscription, BookmarksFor(request.Kind, options), ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The watch's time is up, or the client has gone: neither is an error.
        }
        finally
        {
            state.Faults.Closed(connection);
        }

        // A silent server does not even say that it has finished.
        await state.Faults.WhileSilentAsync(context.RequestAborted);
    }

    private static bool WantsInitialEvents(ListOptions options) => options.SendInitialEvents ?? options.AnyVersion;

    private static async Task StartAsync(HttpContext context)
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-cache, private";
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private TimeSpan? BookmarksFor(ResourceKind kind, ListOptions options) =>
        options.AllowWatchBookmarks && kind.StorageName != ResourceKinds.Event.StorageName ? state.Options.BookmarkInterval : null;

    private async Task SendAsync(
        HttpContext context, WatchLineWriter lines, StoreSnapshot? initial, StoreSubscription subscription, TimeSpan? bookmarks, CancellationToken ending)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ending, context.RequestAborted);
        var output = context.Response.BodyWriter;
        var version = subscription.After;
        if (initial is not null)
            await SendInitialAsync(output, lines, initial, any.Token);
        while (true)
        {
            await state.Faults.WhileSilentAsync(context.RequestAborted);
            while (subscription.Changes.TryRead(out var change))
            {
                version = change.Version;
                if (!await SendAsync(context, lines, change))
                    return;
            }

            await output.FlushAsync(any.Token);
            if (!await WaitAsync(subscription, bookmarks, any.Token))
            {
                await state.Faults.WhileSilentAsync(context.RequestAborted);
                lines.WriteBookmark(output, Math.Max(version, subscription.After), endsInitialEvents: false);
            }
        }
    }

    private async Task SendInitialAsync(PipeWriter output, WatchLineWriter lines, StoreSnapshot initial, CancellationToken cancellation)
    {
        await state.Faults.WhileSilentAsync(cancellation);
        foreach (var item in initial.Items)
        {
            lines.WriteInitial(output, item);
            if (output.UnflushedBytes > 64 * 1024)
                await output.FlushAsync(cancellation);
        }

        if (lines.EndsInitialEvents)
            lines.WriteBookmark(output, initial.Version, endsInitialEvents: true);
    }

    /// <summary>False when the watch is over.</summary>
    private async Task<bool> SendAsync(HttpContext context, WatchLineWriter lines, StoreChange change)
    {
        var output = context.Response.BodyWriter;
        var line = lines.LineOf(change);
        if (line.IsEmpty)
            return true;
        await state.Faults.WhileSilentAsync(context.RequestAborted);
        var fault = state.Faults.TakeLineFault();
        var bytes = fault switch
        {
            LineFault.None => line,
            LineFault.Malform => "{\"type\":\"MODIFIED\",\"object\":{\"kind\":\"Event\",\"apiVers\u0000!}}\n"u8.ToArray(),
            _ => line[..(line.Length / 2)],
        };
        output.Write(bytes.Span);
        if (output.UnflushedBytes > 64 * 1024 || fault != LineFault.None)
            await output.FlushAsync(context.RequestAborted);
        if (fault == LineFault.CutAndBreak)
            context.Abort();
        return fault is LineFault.None or LineFault.Malform;
    }

    /// <summary>False when it is time for a bookmark, true when there is something to send.</summary>
    private async Task<bool> WaitAsync(StoreSubscription subscription, TimeSpan? bookmarks, CancellationToken cancellation)
    {
        var more = subscription.Changes.WaitToReadAsync(cancellation).AsTask();
        if (bookmarks is not { } interval)
            return await more;
        try
        {
            return await more.WaitAsync(interval, state.Options.Time, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
