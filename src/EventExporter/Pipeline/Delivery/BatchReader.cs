using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// Reads the journal for one receiver and makes batches of what is routed to it, and of notifications of what it held back. Events that
/// are not to be sent are settled as they are read. Holds no more than the batch it fills and one journal batch: what is not taken stays
/// in the journal.
/// </summary>
internal sealed class BatchReader(Receiver receiver, RoutedJournal journal, DeliveryLedger ledger, HoldRules rules, HeldLog held, TimeProvider time) : IDisposable
{
    /// <summary>The longest wait at a time; timers do not take any length.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly DeliveryOptions _options = receiver.Options;
    private readonly TokenBucket? _limit = receiver.Options.RateLimit is { } limit ? new TokenBucket(limit, time) : null;

    // Only whose turn it is touches what follows.
    private readonly SemaphoreSlim _turn = new(1);
    private RoutedBatch? _current;
    private int _next;
    private Task<RoutedBatch>? _reading;

    /// <summary>
    /// The next batch; waits until there is one. Each event in it counts as taken and has to be settled. After a stop the batch that was
    /// being filled is still returned. Throws what the journal throws.
    /// </summary>
    public async Task<IReadOnlyList<DeliveryItem>> NextAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        var draft = new BatchDraft(_options);
        try
        {
            while (!draft.IsFull && await AdvanceAsync(draft, stop))
            {
            }
        }
        catch (Exception) when (draft.Items.Count > 0)
        {
            // What was taken is sent first; the same trouble comes back with the next call.
        }
        finally
        {
            try
            {
                await held.WriteAsync();
            }
            finally
            {
                ledger.Publish();
                _turn.Release();
            }
        }

        return draft.Items;
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Looks at one event, or fetches more; false when the batch is to be sent as it is.</summary>
    private async ValueTask<bool> AdvanceAsync(BatchDraft draft, CancellationToken stop)
    {
        if (ledger.DueAt <= time.GetUtcNow())
            return await NotifyAsync(draft, stop);
        if (_current is null || _next >= _current.Batch.Events.Count)
            return await FetchAsync(draft, stop);

        var sequence = _current.Batch.FirstSequence + _next;
        var analyzed = _current.Batch.Events[_next];
        var scope = rules.ScopeOf(_current.Targets[_next]);
        if ((sequence <= ledger.Start && ledger.Passed(sequence)) || Settled(sequence, analyzed, scope))
        {
            _next++;
            return true;
        }

        var size = EventSize.Estimate(analyzed);
        if (!draft.Fits(size))
            return false;
        if (!ledger.HasRoom)
        {
            if (draft.Items.Count > 0)
                return false;
            await ledger.RoomAsync(stop);
            return true;
        }

        if (_limit is not null && ((_limit.Overflow == OverflowPolicy.Digest && ledger.IsOverLimit) || !_limit.TryTake()))
            return await OverLimitAsync(_limit, sequence, analyzed, scope, draft, stop);
        ledger.Take(sequence, analyzed, scope);
        draft.Add(new DeliveryItem(sequence, analyzed), size, time.GetTimestamp());
        _next++;
        return true;
    }

    /// <summary>Whether an event ends here: it is not for this receiver, or is held back.</summary>
    private bool Settled(long sequence, AnalyzedEvent analyzed, int scope)
    {
        if (rules.HasInhibitRules)
            ledger.Hear(sequence, analyzed);
        if (!_current!.Targets[_next].Contains(receiver.Index))
        {
            ledger.Drop(sequence, DropReason.NotRouted);
            return true;
        }

        var now = time.GetUtcNow();
        var verdict = sequence <= ledger.Start && ledger.WasOnItsWay(sequence) ? Verdict.Pass : rules.Judge(analyzed, scope, ledger, now);
        switch (verdict.Fate)
        {
            case Fate.Drop when verdict.Reason == DropReason.Repeat:
                ledger.DropRepeat(scope, sequence, analyzed);
                break;
            case Fate.Drop:
                ledger.Drop(sequence, verdict.Reason);
                break;
            case Fate.Group:
                ledger.Group(scope, sequence, analyzed);
                break;
            case Fate.Outside:
                ledger.HoldOutside(scope, sequence, analyzed, rules.OpensAt(scope, now));
                break;
            default:
                return false;
        }

        rules.Done(verdict);
        held.Add(new DeliveryItem(sequence, analyzed), rules.ReasonOf(verdict, scope));
        return true;
    }

    private async ValueTask<bool> OverLimitAsync(TokenBucket limit, long sequence, AnalyzedEvent analyzed, int scope, BatchDraft draft, CancellationToken stop)
    {
        if (limit.Overflow == OverflowPolicy.Drop)
        {
            ledger.Drop(sequence, DropReason.Overflow);
            _next++;
            return true;
        }

        if (limit.Overflow == OverflowPolicy.Digest && analyzed.Finding is not (IncidentFinding or AlertFinding))
        {
            ledger.HoldOverLimit(scope, sequence, analyzed, time.GetUtcNow() + limit.Wait);
            held.Add(new DeliveryItem(sequence, analyzed), HeldReason.Digest);
            _next++;
            return true;
        }

        if (draft.Items.Count > 0)
            return false;
        ledger.Publish();
        await limit.WaitAsync(stop);
        return true;
    }

    /// <summary>Adds a notification that is due to the batch, if there is room for it.</summary>
    private async ValueTask<bool> NotifyAsync(BatchDraft draft, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (!ledger.IsEnding && ledger.DueScope is { } scope && rules.HoldsOutside(scope) && !rules.IsActive(scope, now))
        {
            ledger.PostponeOutside(rules.OpensAt(scope, now));
            return true;
        }

        if (_limit is not null && !_limit.TryTake())
        {
            if (_limit.Overflow == OverflowPolicy.Drop)
                ledger.DropDue();
            else if (_limit.Overflow == OverflowPolicy.Digest && !ledger.IsEnding)
                ledger.PostponeOverLimit(now + _limit.Wait);
            else if (draft.Items.Count > 0)
                return false;
            else
                await _limit.WaitAsync(stop);
            return true;
        }

        if (ledger.TakeDue() is { } notification)
            draft.Add(notification, EventSize.Estimate(notification.Event), time.GetTimestamp());
        return true;
    }

    private async ValueTask<bool> FetchAsync(BatchDraft draft, CancellationToken stop)
    {
        await held.WriteAsync();
        ledger.Publish();
        _reading ??= journal.ReadAsync(ledger.ReadTo, stop).AsTask();
        if (draft.Items.Count > 0 && !_reading.IsCompleted && !await ComesInTimeAsync(_reading, draft))
            return false;
        if (draft.Items.Count == 0 && !_reading.IsCompleted && !await ComesBeforeDueAsync(_reading))
            return true;

        var reading = _reading;
        try
        {
            _current = await reading;
        }
        finally
        {
            _reading = null;
        }

        if (_current.Batch.FirstSequence > ledger.ReadTo + 1)
            ledger.Missed(_current.Batch.FirstSequence - 1);
        _next = (int)(ledger.ReadTo + 1 - _current.Batch.FirstSequence);
        return true;
    }

    private async Task<bool> ComesInTimeAsync(Task reading, BatchDraft draft)
    {
        var left = _options.MaxDelay - time.GetElapsedTime(draft.StartedAt);
        if (left <= TimeSpan.Zero)
            return false;
        using var over = new CancellationTokenSource();
        await Task.WhenAny(reading, Task.Delay(left, time, over.Token));
        await over.CancelAsync();
        return reading.IsCompleted;
    }

    /// <summary>False when something that is held has to be looked at first.</summary>
    private async Task<bool> ComesBeforeDueAsync(Task reading)
    {
        var hurry = ledger.Hurry;
        if (ledger.DueAt is not { } dueAt)
        {
            await Task.WhenAny(reading, hurry);
            return reading.IsCompleted;
        }

        var left = dueAt - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return false;
        using var over = new CancellationTokenSource();
        await Task.WhenAny(reading, hurry, Task.Delay(left < LongestWait ? left : LongestWait, time, over.Token));
        await over.CancelAsync();
        return reading.IsCompleted;
    }
}
