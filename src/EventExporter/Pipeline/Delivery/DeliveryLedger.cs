using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// A receiver's account: what it took from the journal and how each event ended. Moves the bookmark, never past an unsettled event.
/// Every change and every look is under one lock, so the account balances whenever one looks.
/// </summary>
internal sealed partial class DeliveryLedger
{
    private readonly Lock _gate = new();
    private readonly Receiver _receiver;
    private readonly IJournal _journal;
    private readonly TimeProvider _time;
    private readonly UnsettledWindow _window = new();
    private readonly List<(long Sequence, TaskCompletionSource Reached)> _drains = [];
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private long _readTo;
    private long _bookmark;
    private long _delivered;
    private long _rejected;
    private long _retried;
    private long _resends;
    private long _resending;
    private TaskCompletionSource? _room;
    private ReceiverState _state;
    private string? _lastError;
    private DateTimeOffset? _lastErrorAt;
    private DateTimeOffset? _lastSuccessAt;
    private int _consecutiveFailures;

    public DeliveryLedger(Receiver receiver, IJournal journal, TimeProvider time)
    {
        _receiver = receiver;
        _journal = journal;
        _time = time;
        _held = new HeldEvents(receiver.Options.Scopes);
        var first = receiver.Options.SkipBacklogOnFirstStart ? journal.Head : journal.Tail - 1;
        _start = _readTo = _bookmark = Math.Clamp(journal.GetBookmark(receiver.Name) ?? first, 0, journal.Head);
        journal.MoveBookmark(receiver.Name, _bookmark);
        Restore();
    }

    /// <summary>How far the journal was read.</summary>
    public long ReadTo
    {
        get
        {
            lock (_gate)
                return _readTo;
        }
    }

    public bool IsUnsubscribed
    {
        get
        {
            lock (_gate)
                return _state == ReceiverState.Unsubscribed;
        }
    }

    /// <summary>Rows that were removed before this receiver read them: <see cref="ReadTo"/> jumps to <paramref name="to"/>.</summary>
    public long Missed(long to)
    {
        lock (_gate)
        {
            var missed = _onTheirWay.RemoveWhere(sequence => sequence <= to) + Math.Max(0, to - Math.Max(_readTo, _start));
            _dropped[(int)DropReason.JournalFull] += missed;
            _readTo = to;
            return missed;
        }
    }

    /// <summary>The next event is not to be sent.</summary>
    public void Drop(long sequence, DropReason reason)
    {
        lock (_gate)
        {
            _dropped[(int)reason]++;
            _onTheirWay.Remove(sequence);
            _readTo = sequence;
        }
    }

    /// <summary>Whether another event may be taken, or there are too many unsettled already.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
                return _window.Length < _receiver.Options.MaxUnsettled;
        }
    }

    /// <summary>Takes the next event, to be sent.</summary>
    public void Take(long sequence, AnalyzedEvent analyzed, int scope)
    {
        lock (_gate)
        {
            if (!_onTheirWay.Remove(sequence) && _held.Heard(scope, analyzed, _time.GetUtcNow()))
                Changed(sequence);
            _window.Add(sequence, analyzed.Event.ObservedAt);
            _readTo = sequence;
        }
    }

    /// <summary>Completes when there is room.</summary>
    public Task RoomAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_window.Length < _receiver.Options.MaxUnsettled)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Dead letters were picked up to be sent again: the receiver has to account for them once more.</summary>
    public void Resend(int items)
    {
        lock (_gate)
        {
            _resends += items;
            _resending += items;
        }
    }

    /// <summary>Events ended for good.</summary>
    public void Settle(IReadOnlyList<DeliveryItem> items, bool delivered, bool resent)
    {
        lock (_gate)
        {
            foreach (var item in items)
            {
                var events = 1L;
                if (resent)
                    _resending--;
                else if (item.Ticket != 0)
                    events = SettleHeld(item);
                else if (!_window.Settle(item.Sequence))
                    throw new InvalidOperationException($"event {item.Sequence} of receiver {_receiver.Name} was settled twice");
                if (delivered)
                    _delivered += events;
                else
                    _rejected += events;
            }
        }

        Publish();
    }

    /// <summary>Resent dead letters that were not settled before the stop are dead letters still.</summary>
    public void AbandonResends()
    {
        lock (_gate)
        {
            _resends -= _resending;
            _resending = 0;
        }
    }

    public void Retrying(int items)
    {
        lock (_gate)
            _retried += items;
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            _state = ReceiverState.Delivering;
            _lastSuccessAt = _time.GetUtcNow();
            _consecutiveFailures = 0;
        }
    }

    public void Failed(string reason)
    {
        lock (_gate)
        {
            if (_state != ReceiverState.Unsubscribed)
                _state = ReceiverState.Failing;
            _lastError = reason;
            _lastErrorAt = _time.GetUtcNow();
            _consecutiveFailures++;
        }
    }

    /// <summary>The last error, without a change of state: an event was rejected, the service is well.</summary>
    public void Noted(string reason)
    {
        lock (_gate)
        {
            _lastError = reason;
            _lastErrorAt = _time.GetUtcNow();
        }
    }

    public void Enter(ReceiverState state)
    {
        lock (_gate)
            _state = state;
    }

    /// <summary>Moves the bookmark to before the lowest unsettled event, and wakes who waits for that or for room.</summary>
    public void Publish()
    {
        List<TaskCompletionSource>? wake = null;
        lock (_gate)
        {
            var bookmark = Settled;
            if (bookmark > _bookmark)
                _journal.MoveBookmark(_receiver.Name, _bookmark = bookmark);
            if (_room is not null && _window.Length < _receiver.Options.MaxUnsettled)
            {
                (wake ??= []).Add(_room);
                _room = null;
            }

            for (var i = _drains.Count - 1; i >= 0; i--)
            {
                if (_drains[i].Sequence > _bookmark)
                    continue;
                (wake ??= []).Add(_drains[i].Reached);
                _drains.RemoveAt(i);
            }
        }

        wake?.ForEach(static waiter => waiter.TrySetResult());
    }

    /// <summary>Completes when every event up to <paramref name="sequence"/> is delivered, rejected or dropped.</summary>
    public Task DrainAsync(long sequence, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_bookmark >= sequence)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _drains.Add((sequence, reached));
            return reached.Task.WaitAsync(cancellation);
        }
    }

    public ReceiverStatus Look()
    {
        lock (_gate)
        {
            var read = Math.Max(_readTo, _start);
            var unread = Math.Max(0, _journal.Head - read);
            return new ReceiverStatus
            {
                Name = _receiver.Name,
                Type = _receiver.Type,
                State = _state,
                Received = read + unread - _start + _restored + _resends,
                Delivered = _delivered,
                Rejected = _rejected,
                NotRouted = _dropped[(int)DropReason.NotRouted],
                Overflow = _dropped[(int)DropReason.Overflow],
                JournalFull = _dropped[(int)DropReason.JournalFull],
                Silenced = _dropped[(int)DropReason.Silenced],
                Inhibited = _dropped[(int)DropReason.Inhibited],
                OutsideActiveTime = _dropped[(int)DropReason.OutsideActiveTime],
                Repeats = _dropped[(int)DropReason.Repeat],
                HeldInGroups = _held.Grouped,
                HeldForDigest = _held.InDigest,
                HeldForActiveTime = _held.Outside,
                Pending = unread + _onTheirWay.Count + _window.Unsettled + _held.Size + _resending,
                Retried = _retried,
                OldestPending = OldestPending,
                Bookmark = _bookmark,
                LastError = _lastError,
                LastErrorAt = _lastErrorAt,
                LastSuccessAt = _lastSuccessAt,
                ConsecutiveFailures = _consecutiveFailures,
            };
        }
    }
}
