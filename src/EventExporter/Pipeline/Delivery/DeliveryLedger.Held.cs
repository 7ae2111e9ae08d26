using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// The part of the account that is about events on hold. What is held is kept beside the bookmark, in the same transaction, so that the
/// bookmark may pass held events: the kept state says up to which event it goes, and which of those were on their way alone. Until a
/// change is kept, the bookmark stays before the event that made it.
/// </summary>
internal sealed partial class DeliveryLedger
{
    /// <summary>Keeping so much of held events takes as long as a second of waiting for the next time.</summary>
    private const double BytesPerSecond = 256 * 1024;

    private readonly HeldEvents _held;

    /// <summary>Up to here events are not looked at anew: they are settled, held, or in <see cref="_onTheirWay"/>.</summary>
    private long _start;
    private long _restored;
    private readonly HashSet<long> _onTheirWay = [];
    private long? _unsavedFrom;
    private long? _endAt;
    private long _keepAgainAt;
    private bool _isChanged;
    private bool _isBlankKept = true;
    private TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private string Part => PartOf(_receiver.Name);

    /// <summary>Why what was held before the start is lost; null if nothing is.</summary>
    public string? Unreadable { get; private set; }

    public bool IsHolding
    {
        get
        {
            lock (_gate)
                return !_held.IsBlank;
        }
    }

    /// <summary>Events up to here were read before the start; see <see cref="Passed"/>.</summary>
    public long Start => _start;

    /// <summary>Whether events wait for room below the rate limit.</summary>
    public bool IsOverLimit
    {
        get
        {
            lock (_gate)
                return _held.IsOverLimit;
        }
    }

    /// <summary>When the next notification of held events is due; null if none is. <see cref="DateTimeOffset.MinValue"/>: at once.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            // Only reading adds to what is held, and reading asks.
            if (_held.Size == 0)
                return null;
            lock (_gate)
                return _held.DueAt is null ? null : IsEnding ? DateTimeOffset.MinValue : _held.DueAt;
        }
    }

    /// <summary>Completes when what is due may have changed from outside the reading of events.</summary>
    public Task Hurry
    {
        get
        {
            lock (_gate)
                return _hurry.Task;
        }
    }

    /// <summary>Nothing comes after the last event: what is held has nothing to wait for.</summary>
    public bool IsEnding
    {
        get
        {
            lock (_gate)
                return _endAt is { } end && _readTo >= end;
        }
    }

    private long Settled
    {
        get
        {
            var settled = _window.First - 1 ?? _readTo;
            if (_unsavedFrom is { } unsaved && unsaved <= settled)
                settled = unsaved - 1;
            return _onTheirWay.Count > 0 ? Math.Min(settled, _onTheirWay.Min() - 1) : settled;
        }
    }

    private TimeSpan OldestPending
    {
        get
        {
            DateTimeOffset? taken = _window.First is null ? null : _window.FirstObservedAt;
            var oldest = _held.ObservedAt < taken || taken is null ? _held.ObservedAt : taken;
            var age = oldest is { } observedAt ? _time.GetUtcNow() - observedAt : TimeSpan.Zero;
            return age > TimeSpan.Zero ? age : TimeSpan.Zero;
        }
    }

    /// <summary>Whether there is nothing to do until time passes or an event comes.</summary>
    public bool IsAtRest
    {
        get
        {
            lock (_gate)
                return _readTo >= _journal.Head && _window.Unsettled == 0 && !_held.IsSending && !(DueAt <= _time.GetUtcNow());
        }
    }

    public static string PartOf(string receiver) => $"held/{receiver}";

    /// <summary>Whether an event was settled or held before the start, so that it must not be looked at again. Passes it.</summary>
    public bool Passed(long sequence)
    {
        lock (_gate)
        {
            if (sequence > _start || _onTheirWay.Contains(sequence))
                return false;
            _readTo = sequence;
            return true;
        }
    }

    /// <summary>Whether an event was on its way alone before the start: it is sent without being judged anew.</summary>
    public bool WasOnItsWay(long sequence)
    {
        lock (_gate)
            return _onTheirWay.Contains(sequence);
    }

    public bool Knows(int scope, AnalyzedEvent analyzed, DateTimeOffset now)
    {
        lock (_gate)
            return _held.Knows(scope, analyzed, now);
    }

    /// <summary>Looks at the next event, wherever it goes, for what it says to be going on.</summary>
    public void Hear(long sequence, AnalyzedEvent analyzed)
    {
        lock (_gate)
        {
            if (_held.Hear(analyzed))
                Changed(sequence);
        }
    }

    /// <summary>The rule that mutes an event; null if none does.</summary>
    public string? Muting(AnalyzedEvent analyzed)
    {
        lock (_gate)
            return _held.Muting(analyzed);
    }

    /// <summary>The next event recurs and is left out.</summary>
    public void DropRepeat(int scope, long sequence, AnalyzedEvent analyzed)
    {
        lock (_gate)
        {
            _held.Heard(scope, analyzed, _time.GetUtcNow());
            _dropped[(int)DropReason.Repeat]++;
            Read(sequence);
        }
    }

    public void Group(int scope, long sequence, AnalyzedEvent analyzed)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            _held.Heard(scope, analyzed, now);
            _held.Group(scope, sequence, analyzed, now);
            Read(sequence);
        }
    }

    public void HoldOverLimit(int scope, long sequence, AnalyzedEvent analyzed, DateTimeOffset roomAt)
    {
        lock (_gate)
        {
            if (!_onTheirWay.Remove(sequence))
                _held.Heard(scope, analyzed, _time.GetUtcNow());
            _held.HoldOverLimit(sequence, analyzed, roomAt);
            Read(sequence);
        }
    }

    public void HoldOutside(int scope, long sequence, AnalyzedEvent analyzed, DateTimeOffset opensAt)
    {
        lock (_gate)
        {
            _held.Heard(scope, analyzed, _time.GetUtcNow());
            _held.HoldOutside(scope, sequence, analyzed, opensAt);
            Read(sequence);
        }
    }

    public void PostponeOverLimit(DateTimeOffset roomAt)
    {
        lock (_gate)
        {
            _held.PostponeOverLimit(_time.GetUtcNow(), roomAt);
            _isChanged = true;
        }
    }

    public void PostponeOutside(DateTimeOffset opensAt)
    {
        lock (_gate)
        {
            _held.PostponeOutside(_time.GetUtcNow(), opensAt);
            _isChanged = true;
        }
    }

    /// <summary>The scope of the notification that is due next; null if none is.</summary>
    public int? DueScope
    {
        get
        {
            lock (_gate)
                return _held.DueScope(_time.GetUtcNow());
        }
    }

    /// <summary>What is due is above the rate and not to be sent.</summary>
    public void DropDue()
    {
        lock (_gate)
        {
            _dropped[(int)DropReason.Overflow] += _held.DropDue(_time.GetUtcNow());
            _isChanged = true;
        }
    }

    /// <summary>The next notification that is due, to be settled like an event; null if none is.</summary>
    public DeliveryItem? TakeDue()
    {
        lock (_gate)
        {
            var taken = _held.Take(_time.GetUtcNow(), early: IsEnding);
            _isChanged |= taken is not null;
            return taken;
        }
    }

    /// <summary>Nothing comes after <paramref name="sequence"/>: what is held when that is read goes out at once.</summary>
    public void EndAt(long sequence)
    {
        lock (_gate)
            _endAt = sequence;
        Wake();
    }

    /// <summary>Keeps what is held together with the bookmark, if something has changed since, and not too often where it is much.</summary>
    public void Keep(bool atOnce = false)
    {
        lock (_gate)
        {
            if (!(atOnce && HasOvertaken) && (!_isChanged || (!atOnce && _time.GetTimestamp() < _keepAgainAt)))
                return;
            (_isChanged, _unsavedFrom) = (false, null);
            if (!IsBlank || !_isBlankKept)
                KeepState();
        }

        Publish();
    }

    /// <summary>Events are settled that are behind one that is not: the bookmark alone would have them sent again.</summary>
    private bool HasOvertaken => _window.Length > _window.Unsettled;

    /// <summary>With nothing held and nothing on its way, the bookmark alone says all.</summary>
    private bool IsBlank => _held.IsBlank && _window.Unsettled == 0 && _onTheirWay.Count == 0;

    private void KeepState()
    {
        _isBlankKept = IsBlank;
        var state = _isBlankKept ? [] : _held.Save(Math.Max(_readTo, _start), [.. _onTheirWay, .. _window.Open()]);
        _bookmark = Math.Max(_bookmark, Settled);
        _journal.MoveBookmark(_receiver.Name, _bookmark, Part, state);
        _keepAgainAt = _time.GetTimestamp() + (long)(state.Length / BytesPerSecond * _time.TimestampFrequency);
    }

    private void Wake()
    {
        TaskCompletionSource woken;
        lock (_gate)
        {
            woken = _hurry;
            _hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        woken.TrySetResult();
    }

    private void Read(long sequence)
    {
        _readTo = sequence;
        Changed(sequence);
    }

    private void Changed(long sequence)
    {
        _isChanged = true;
        _unsavedFrom ??= sequence;
    }

    private long SettleHeld(DeliveryItem item)
    {
        _isChanged = true;
        return _held.Settle(item.Ticket)
            ?? throw new InvalidOperationException($"notification {item.Ticket} of receiver {_receiver.Name} was settled twice");
    }

    private void Restore()
    {
        if (_journal.GetState(Part) is not { Length: > 0 } state)
            return;
        _isBlankKept = false;
        try
        {
            var (image, events) = HeldFormat.Decode(state);
            _held.Load(image, events, _time.GetUtcNow());
            _start = Math.Clamp(image.ReadTo, _bookmark, _journal.Head);
            _onTheirWay.UnionWith(image.OnTheirWay.Where(sequence => sequence > _bookmark && sequence <= _start));
            if (_onTheirWay.Count == 0)
                _readTo = _start;
            _restored = _onTheirWay.Count + _held.Size;
        }
        catch (InvalidDataException damage)
        {
            Unreadable = damage.Message;
        }
    }
}
