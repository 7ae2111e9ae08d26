using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Journal.Following;

/// <summary>Takes one follower through the journal and moves its bookmark, so that retention waits for it.</summary>
internal sealed class FollowerLoop(IJournalFollower follower, IJournal journal, HealthBoard health, ILogger log, TimeProvider time) : IDisposable
{
    /// <summary>How often a follower learns that time has passed although no event came.</summary>
    public static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<(long Sequence, TaskCompletionSource Reached)> _waiting = [];
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private long _position;
    private Task<JournalBatch>? _reading;

    /// <summary>The name under which the journal keeps the bookmark.</summary>
    public string Bookmark => BookmarkOf(follower);

    /// <summary>Everything up to here has been taken.</summary>
    public long Position => Volatile.Read(ref _position);

    public static string BookmarkOf(IJournalFollower follower) => $"follower/{follower.Name}";

    public async Task RunAsync(CancellationToken stop)
    {
        Move(Start());
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stop);
                if (pause > FirstPause)
                    log.LogInformation("{Follower} goes on.", follower.Name);
                pause = FirstPause;
                health.Report(follower.Name, HealthState.Ok);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                pause = await PauseAsync(problem, pause, stop);
            }
        }
    }

    /// <summary>Completes when everything up to <paramref name="sequence"/> has been taken.</summary>
    public Task DrainAsync(long sequence, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_position >= sequence)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((sequence, reached));
            return reached.Task.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc cref="IJournalFollower.FinishAsync"/>
    public Task FinishAsync(CancellationToken cancellation) => AloneAsync(() => follower.FinishAsync(cancellation), cancellation);

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>One batch, or a tick if none comes.</summary>
    private async Task StepAsync(CancellationToken stop)
    {
        _reading ??= journal.ReadAsync(_position, stop).AsTask();
        if (!_reading.IsCompleted && !await ComesAsync(_reading))
        {
            await AloneAsync(() => follower.TickAsync(time.GetUtcNow(), stop), stop);
            return;
        }

        var batch = await TakeAsync();
        await AloneAsync(() => follower.FollowAsync(From(batch, _position + 1), stop), stop);
        Move(batch.LastSequence);
    }

    private async Task AloneAsync(Func<ValueTask> work, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            await work();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<JournalBatch> TakeAsync()
    {
        var reading = _reading!;
        _reading = null;
        return await reading;
    }

    private async Task<bool> ComesAsync(Task reading)
    {
        using var over = new CancellationTokenSource();
        await Task.WhenAny(reading, Task.Delay(TickInterval, time, over.Token));
        await over.CancelAsync();
        return reading.IsCompleted;
    }

    private long Start()
    {
        var start = follower.Position ?? journal.GetBookmark(Bookmark) ?? journal.Tail - 1;
        return start > journal.Head ? Math.Max(0, journal.Tail - 1) : Math.Max(0, start);
    }

    /// <summary>A batch that was taken in part before, as after a crash, without that part.</summary>
    private static JournalBatch From(JournalBatch batch, long sequence) => batch.FirstSequence >= sequence
        ? batch
        : new JournalBatch(sequence, [.. batch.Events.Skip((int)(sequence - batch.FirstSequence))]);

    private void Move(long position)
    {
        journal.MoveBookmark(Bookmark, position);
        List<TaskCompletionSource> reached;
        lock (_gate)
        {
            Volatile.Write(ref _position, position);
            reached = [.. _waiting.Where(w => w.Sequence <= position).Select(w => w.Reached)];
            _waiting.RemoveAll(w => w.Sequence <= position);
        }

        reached.ForEach(static waiter => waiter.TrySetResult());
    }

    private async Task<TimeSpan> PauseAsync(Exception problem, TimeSpan pause, CancellationToken stop)
    {
        health.Report(follower.Name, HealthState.Degraded, problem.Message);
        if (pause == FirstPause)
            log.LogWarning("{Follower}: {Problem} Trying again; nothing is lost while the journal has room.", follower.Name, problem.Message);
        await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return pause * 2 > LongestPause ? LongestPause : pause * 2;
    }
}
