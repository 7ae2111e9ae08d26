using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Faults;

/// <summary>
/// Makes the server misbehave while it runs. Every fault is one that clusters really show; each is used up by what it hits or lasts until it is
/// taken back. <see cref="Clear"/> takes all of them back.
/// </summary>
public sealed class FaultControls
{
    private readonly Lock _gate = new();
    private readonly Func<ObjectStore> _store;
    private readonly TimeProvider _time;
    private readonly List<RequestFault> _requestFaults = [];
    private readonly Queue<LineFault> _lineFaults = new();
    private readonly HashSet<WatchConnection> _watches = [];
    private TaskCompletionSource _speaking = Completed();
    private TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _expiredContinues;

    internal FaultControls(Func<ObjectStore> store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    /// <summary>How watches from a compacted version are refused. Default: as the real server does.</summary>
    public GoneForm Gone { get; set; } = GoneForm.ErrorEvent;

    /// <summary>How many watches are open.</summary>
    public int OpenWatches
    {
        get
        {
            lock (_gate)
                return _watches.Count;
        }
    }

    /// <summary>The next requests fail. A 429 without a message has the plain text body of API Priority and Fairness, others a Status.</summary>
    public void FailNext(int count, int status, Func<RequestRecord, bool>? matches = null, TimeSpan? retryAfter = null, string? message = null) =>
        Add(new RequestFault(matches ?? Any, status, retryAfter, message, TimeSpan.Zero, Hangs: false) { Remaining = count });

    /// <summary>Matching requests are answered later.</summary>
    public void Delay(TimeSpan by, Func<RequestRecord, bool>? matches = null, int count = int.MaxValue) =>
        Add(new RequestFault(matches ?? Any, null, null, null, by, Hangs: false) { Remaining = count });

    /// <summary>Matching requests get no answer, not even headers, until <see cref="ReleaseHung"/>.</summary>
    public void Hang(Func<RequestRecord, bool>? matches = null, int count = int.MaxValue) =>
        Add(new RequestFault(matches ?? Any, null, null, null, TimeSpan.Zero, Hangs: true) { Remaining = count });

    /// <summary>Hung requests go on, and no more hang.</summary>
    public void ReleaseHung()
    {
        lock (_gate)
        {
            _requestFaults.RemoveAll(f => f.Hangs);
            _released.TrySetResult();
            _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The next pages asked for with a continue token get 410, with the token for an inconsistent rest in the answer.</summary>
    public void ExpireContinueTokens(int count = 1)
    {
        lock (_gate)
            _expiredContinues = count;
    }

    /// <summary>All history up to now is compacted: the next watch from before gets 410. Open watches go on.</summary>
    public void ExpireHistory(GoneForm form = GoneForm.ErrorEvent)
    {
        Gone = form;
        _store().Compact();
    }

    /// <summary>Ends every open watch in good order, as a server does when the watch's time is up.</summary>
    public void CloseWatches() => ForEachWatch(w => w.Close());

    /// <summary>Breaks the connection of every open watch.</summary>
    public void BreakWatches() => ForEachWatch(w => w.Break());

    /// <summary>Watches stay open but send nothing, not even their end, until <see cref="Speak"/>; nothing is lost meanwhile.</summary>
    public void GoSilent()
    {
        lock (_gate)
        {
            if (_speaking.Task.IsCompleted)
                _speaking = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Speak()
    {
        lock (_gate)
            _speaking.TrySetResult();
    }

    /// <summary>The next line of any watch is cut in its middle, and the watch ends there.</summary>
    /// <param name="breakConnection">Break the connection; else the body ends in good order, which only the missing newline betrays.</param>
    public void CutNextLine(bool breakConnection = true) => Add(breakConnection ? LineFault.CutAndBreak : LineFault.CutAndEnd);

    /// <summary>The next line of any watch is complete but not JSON; what it should have told is lost, and the watch goes on.</summary>
    public void MalformNextLine() => Add(LineFault.Malform);

    public void Clear()
    {
        lock (_gate)
        {
            _requestFaults.Clear();
            _lineFaults.Clear();
            _expiredContinues = 0;
            Gone = GoneForm.ErrorEvent;
        }

        ReleaseHung();
        Speak();
    }

    internal RequestFault? Take(RequestRecord request)
    {
        lock (_gate)
        {
            var fault = _requestFaults.Find(f => f.Remaining > 0 && f.Matches(request));
            if (fault is not null && --fault.Remaining == 0)
                _requestFaults.Remove(fault);
            return fault;
        }
    }

    internal bool TakeExpiredContinue()
    {
        lock (_gate)
        {
            if (_expiredContinues == 0)
                return false;
            _expiredContinues--;
            return true;
        }
    }

    internal LineFault TakeLineFault()
    {
        lock (_gate)
            return _lineFaults.TryDequeue(out var fault) ? fault : LineFault.None;
    }

    internal Task WhileSilentAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return _speaking.Task.IsCompleted ? Task.CompletedTask : _speaking.Task.WaitAsync(cancellation);
    }

    internal Task WhileHungAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return _released.Task.WaitAsync(cancellation);
    }

    internal Task DelayAsync(TimeSpan by, CancellationToken cancellation) => Task.Delay(by, _time, cancellation);

    internal void Opened(WatchConnection watch)
    {
        lock (_gate)
            _watches.Add(watch);
    }

    internal void Closed(WatchConnection watch)
    {
        lock (_gate)
            _watches.Remove(watch);
    }

    private static bool Any(RequestRecord request) => true;

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void Add(RequestFault fault)
    {
        lock (_gate)
            _requestFaults.Add(fault);
    }

    private void Add(LineFault fault)
    {
        lock (_gate)
            _lineFaults.Enqueue(fault);
    }

    private void ForEachWatch(Action<WatchConnection> action)
    {
        WatchConnection[] watches;
        lock (_gate)
            watches = [.. _watches];
        foreach (var watch in watches)
            action(watch);
    }
}
