using EventExporter.Kubernetes.Errors;
using EventExporter.Kubernetes.Watching;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Occurrences;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Sources.Kubernetes;

/// <summary>
/// Follows the events of one scope, for ever: list where there is no position, watch from the position, resume after an interruption,
/// relist and compare where the position is lost. What could not be proven becomes a gap.
/// </summary>
/// <remarks>
/// The position of a quiet watch would grow old and expire: the API server sends no bookmarks for events. So a watch that has not moved
/// for a while is helped by a list made while it stands open. The watch still delivers what happens meanwhile, therefore the list's
/// version is proven and becomes the position.
/// </remarks>
internal sealed class ScopeWatch(
    string scope, SourceServices services, OccurrenceTracker tracker, ScopeOutput output, ScopeList list, ListRule startRule)
{
    /// <summary>An open watch that has not failed for so long is taken to work.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    /// <summary>A position older than this is renewed. The API server keeps history for 5 to 10 minutes (<c>--etcd-compaction-interval</c>).</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(2);

    /// <summary>Shortest time a watch is asked for; a random minute comes on top. Below 5 minutes, so that its position can be resumed.</summary>
    private static readonly TimeSpan WatchTime = TimeSpan.FromMinutes(3);

    private readonly TimeProvider _time = services.Time;
    private readonly Backoff _backoff = new(services.Time, services.Random);
    private readonly ScopeHealth _health = new(scope, services.Health, services.Logger, services.Time, services.Options.FailedAfter);

    private DateTimeOffset _endedWellAt = DateTimeOffset.MinValue;
    private bool _isLost;
    private PendingGap? _gap;

    /// <summary>The version of a relist, not to be committed before its gap is.</summary>
    private string? _relisted;

    /// <summary>Up to here nothing can have been missed.</summary>
    private DateTimeOffset ProvenUntil => output.MovedAt > _endedWellAt ? output.MovedAt : _endedWellAt;

    public async Task RunAsync(CancellationToken stop)
    {
        _health.Starting();
        while (true)
        {
            var trouble = await FollowAsync(stop);
            await output.FlushAsync(stop);
            services.Metrics.WatchRestarts.Add(1, new KeyValuePair<string, object?>("reason", trouble?.Reason ?? "ended"));
            if (trouble is null)
                EndedWell();
            else
                await RecoverAsync(trouble, stop);
        }
    }

    private async Task<WatchTrouble?> FollowAsync(CancellationToken stop)
    {
        var isResuming = false;
        try
        {
            await ListIfNeededAsync(stop);
            isResuming = true;
            return await WatchAsync(stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (Exception e) when (WatchTrouble.Of(e, scope, isResuming) is not null)
        {
            return WatchTrouble.Of(e, scope, isResuming);
        }
    }

    private void EndedWell()
    {
        _endedWellAt = _time.GetUtcNow();
        tracker.ForgetOlderThan(_endedWellAt - services.Options.SeenMaxAge);
        _health.Works();
    }

    private Task RecoverAsync(WatchTrouble trouble, CancellationToken stop)
    {
        if (trouble.LosesPosition)
        {
            _isLost = true;
            _gap ??= new PendingGap(scope, ProvenUntil, trouble.Sentence);
        }

        _health.Trouble(trouble);
        return Task.Delay(_backoff.Next(trouble.RetryAfter), _time, stop);
    }

    private async Task ListIfNeededAsync(CancellationToken stop)
    {
        if (_isLost)
        {
            var result = await RelistAsync(stop);
            _gap!.Listed(_time.GetUtcNow(), result.Occurrences);
            (_isLost, _relisted) = (false, result.Version);
        }
        else if (output.Version is null)
        {
            var startedAt = _time.GetUtcNow();
            var result = await list.RunAsync(startRule, stop);
            await output.SetAsync(result.Version, stop);
            await ReportMalformedAsync(result, startedAt, stop);
            _health.Listed();
        }
    }

    private async Task<ListResult> RelistAsync(CancellationToken stop)
    {
        var result = await list.RunAsync(ListRule.Compare(ProvenUntil - services.Options.SeenAtLeast), stop);
        await ReportMalformedAsync(result, ProvenUntil, stop);
        _health.Listed();
        return result;
    }

    /// <summary>Until the watch ends as it should (null), or may not be gone on with.</summary>
    private async Task<WatchTrouble?> WatchAsync(CancellationToken stop)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var time = WatchTime + TimeSpan.FromMinutes(services.Random());
        await using var lines = services.Api
            .WatchAsync(scope, _relisted ?? output.Version!, time, () => opened.TrySetResult(), closing.Token)
            .GetAsyncEnumerator(closing.Token);
        var first = lines.MoveNextAsync().AsTask();
        try
        {
            if (!await WorksAsync(first, opened.Task, stop))
                return WatchTrouble.ClosedAtOnce;
            await SettleAsync(first, stop);
            return await first ? await ReadAsync(lines, stop) : null;
        }
        finally
        {
            closing.Cancel();
            await EndAsync(first);
        }
    }

    /// <summary>Whether it delivered a line, or stood open for a while.</summary>
    private async Task<bool> WorksAsync(Task<bool> first, Task opened, CancellationToken stop)
    {
        await Task.WhenAny(first, opened);
        if (!first.IsCompleted)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(first, Task.Delay(SettleTime, _time, waiting.Token));
            waiting.Cancel();
        }

        stop.ThrowIfCancellationRequested();
        return !first.IsCompleted || await first;
    }

    private async Task SettleAsync(Task<bool> first, CancellationToken stop)
    {
        if (_gap is not null)
            await WriteGapAsync(_gap.ToGap(), stop);
        if (_relisted is not null)
            await output.SetAsync(_relisted, stop);
        (_gap, _relisted) = (null, null);
        _health.Works();
        if (!first.IsCompleted && _time.GetUtcNow() - output.MovedAt >= StaleAfter)
            await RenewPositionAsync(first, stop);
    }

    private async Task RenewPositionAsync(Task<bool> first, CancellationToken stop)
    {
        try
        {
            var version = (await RelistAsync(stop)).Version;
            if (IsOlder(version, output.Version!))
                throw new ResourceExpiredException("Expired", $"the events are at version {version}, the watch is at {output.Version}: restored from a backup?");
            // A line that came meanwhile moves the position by itself, and may say something that the list no longer shows.
            if (!first.IsCompleted)
                await output.SetAsync(version, stop);
        }
        catch (Exception e) when (e is not ResourceExpiredException && WatchTrouble.Of(e, scope, resuming: false) is { } trouble)
        {
            services.Logger.LogDebug("Renewing the position of a quiet watch: {Trouble}; it goes on with the old one", trouble.Sentence);
        }
    }

    private static bool IsOlder(string version, string than)
    {
        var (one, other) = (SeenKeys.OfVersion(version), SeenKeys.OfVersion(than));
        return SeenKeys.AreOrdered(one, other) && one < other;
    }

    private async Task<WatchTrouble?> ReadAsync(IAsyncEnumerator<WatchEvent<ClusterEvent>> lines, CancellationToken stop)
    {
        do
        {
            var line = lines.Current;
            if (line.Type == WatchEventType.Malformed)
                return NoteMalformed(line);
            await ReadAsync(line, stop);
        }
        while (await lines.MoveNextAsync());
        return null;
    }

    private ValueTask ReadAsync(WatchEvent<ClusterEvent> line, CancellationToken stop)
    {
        if (line.Type == WatchEventType.Bookmark)
            return output.MoveAsync(line.ResourceVersion!, null, null, stop);
        var @event = line.Object!;
        if (line.Type == WatchEventType.Deleted)
            return output.MoveAsync(@event.ResourceVersion, null, tracker.Forget(@event), stop);
        var sighting = tracker.SeeWatched(@event);
        var delta = IsForgotten(line, sighting) ? 1 : sighting.Growth;
        var occurrence = delta > 0 ? ScopeList.WithDelta(@event, delta) : null;
        return output.MoveAsync(@event.ResourceVersion, occurrence, sighting.IsChanged ? sighting.Entry : null, stop);
    }

    /// <summary>A change of an event that is older than what is remembered: it was seen before, and how often is no longer known.</summary>
    private bool IsForgotten(WatchEvent<ClusterEvent> line, Sighting sighting) =>
        sighting.IsNew && line.Type == WatchEventType.Modified
        && line.Object!.CreationTimestamp < line.Object.ObservedAt - services.Options.SeenAtLeast;

    private WatchTrouble NoteMalformed(WatchEvent<ClusterEvent> line)
    {
        services.Metrics.Malformed.Add(1, new KeyValuePair<string, object?>("where", "watch"));
        return WatchTrouble.Malformed(KubernetesEventsApi.Describe(line.Malformed!));
    }

    private async ValueTask ReportMalformedAsync(ListResult result, DateTimeOffset from, CancellationToken stop)
    {
        if (result.Malformed.Count == 0)
            return;
        services.Metrics.Malformed.Add(result.Malformed.Count, new KeyValuePair<string, object?>("where", "list"));
        var why = $"{result.Malformed.Count} events of the list could not be read, the first: {result.Malformed[0]}";
        await WriteGapAsync(new Gap(scope, from, _time.GetUtcNow(), why, null), stop);
    }

    private ValueTask WriteGapAsync(Gap gap, CancellationToken stop)
    {
        var @event = WatchGapEvent.Create(gap, services.Options.Cluster);
        services.Logger.LogWarning("{Gap}", @event.Message);
        return output.WriteAsync(new SourceItem(@event, null, null, gap) { Carried = WatchGapEvent.Facts(gap) }, stop);
    }

    /// <summary>An enumerator may not be disposed of while it moves.</summary>
    private static async Task EndAsync(Task moving)
    {
        try
        {
            await moving;
        }
        catch (Exception)
        {
            // Whatever it was, it has been seen by whoever awaited it before, or comes from closing.
        }
    }
}
