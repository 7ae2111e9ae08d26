using EventExporter.History;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Kubernetes;
using EventExporter.Query;
using EventExporter.Web.Access;
using Microsoft.Net.Http.Headers;

namespace EventExporter.Web.Api.Streaming;

/// <summary>
/// One client's stream. It reads the history at the pace at which the client takes, so that nothing piles up for a slow one and nobody
/// waits for it; one that takes nothing at all is cut off by the server. Its place moves with events that do not match, too: a client
/// that comes back does not go over them again.
/// </summary>
internal sealed class EventStream(ApiCall call, ApiSources sources, Func<AnalyzedEvent, bool> matches)
{
    /// <summary>Clients give up on a connection that was silent for long; this is what they are promised, with room to spare.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private const int GapsLooked = 100;

    private readonly SseWriter _output = new(call.Context.Response.BodyWriter);
    private long _seen;
    private long _told;

    public async Task RunAsync(long after)
    {
        (_seen, _told) = (after, after);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, sources.Stop);
        var response = call.Context.Response;
        response.ContentType = call.Endpoint.AnswerType;
        response.Headers["X-Accel-Buffering"] = "no";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        try
        {
            // Whoever loses the connection before the first event knows where to go on.
            _output.Place(after);
            await _output.FlushAsync(over.Token);
            await FollowAsync(over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !call.Context.RequestAborted.IsCancellationRequested)
        {
            // The exporter stops: the stream ends as a whole, and the client comes back.
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var events = sources.History.History.FollowAsync(EventQuery.Everything, _seen, leave.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = events.MoveNextAsync().AsTask();
                if (!next.IsCompleted)
                    await IdleAsync(next, cancellation);
                if (!await next)
                    return;
                Write(events.Current);
                if (_output.IsFull)
                    await _output.FlushAsync(cancellation);
            }
        }
        finally
        {
            await leave.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await events.DisposeAsync();
        }
    }

    /// <summary>Sends what there is, and a sign of life now and then until something comes.</summary>
    private async Task IdleAsync(Task next, CancellationToken cancellation)
    {
        TellPlace();
        await _output.FlushAsync(cancellation);
        while (true)
        {
            using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(next, Task.Delay(KeepAlive, call.Services.Time, awake.Token));
            await awake.CancelAsync();
            if (next.IsCompleted)
                return;
            cancellation.ThrowIfCancellationRequested();
            _output.Comment("still here");
            await _output.FlushAsync(cancellation);
        }
    }

    private void Write(HistoryEvent found)
    {
        _seen = found.Sequence;
        if (matches(found.Event))
        {
            _output.Event("event", found.Sequence, json => EventJson.Write(json, found.Sequence, call.Caller.Narrow(found.Event)));
            _told = found.Sequence;
        }

        if (GapOf(found.Event.Event) is { } gap && (gap.Scope.Length == 0 || call.Caller.Sees(gap.Scope)))
        {
            _output.Event("gap", found.Sequence, json => GapJson.Write(json, gap));
            _told = found.Sequence;
        }
    }

    private void TellPlace()
    {
        if (_told < _seen)
            _output.Place(_told = _seen);
    }

    /// <summary>A gap comes as an event of the exporter's own; only what is on record counts, for anybody can hand in an event of that reason.</summary>
    private Gap? GapOf(ClusterEvent e)
    {
        if (e.Reason != WatchGapEvent.Reason || e.Component != WatchGapEvent.Component)
            return null;
        try
        {
            return sources.Journal.GetGaps(GapsLooked).FirstOrDefault(gap => WatchGapEvent.Create(gap, e.Cluster).Uid == e.Uid);
        }
        catch (JournalUnavailableException)
        {
            // The event itself has been sent.
            return null;
        }
    }
}
