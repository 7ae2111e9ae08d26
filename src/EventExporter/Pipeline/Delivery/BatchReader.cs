namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// Reads the journal for one receiver and makes batches of what is routed to it. Events that are not are settled as they are read.
/// Holds no more than the batch it fills and one journal batch: what is not taken stays in the journal.
/// </summary>
internal sealed class BatchReader(Receiver receiver, RoutedJournal journal, DeliveryLedger ledger, TimeProvider time) : IDisposable
{
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
            ledger.Publish();
            _turn.Release();
        }

        return draft.Items;
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Looks at one event, or fetches more; false when the batch is to be sent as it is.</summary>
    private async ValueTask<bool> AdvanceAsync(BatchDraft draft, CancellationToken stop)
    {
        if (_current is null || _next >= _current.Batch.Events.Count)
            return await FetchAsync(draft, stop);

        var sequence = _current.Batch.FirstSequence + _next;
        if (!_current.Targets[_next].Contains(receiver.Index))
        {
            ledger.Drop(sequence, DropReason.NotRouted);
            _next++;
            return true;
        }

        var analyzed = _current.Batch.Events[_next];
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

        if (_limit is not null && !_limit.TryTake())
            return await OverLimitAsync(_limit, sequence, draft, stop);
        ledger.Take(sequence, analyzed.Event.ObservedAt);
        draft.Add(new DeliveryItem(sequence, analyzed), size, time.GetTimestamp());
        _next++;
        return true;
    }

    private async ValueTask<bool> OverLimitAsync(TokenBucket limit, long sequence, BatchDraft draft, CancellationToken stop)
    {
        if (limit.Overflow == OverflowPolicy.Drop)
        {
            ledger.Drop(sequence, DropReason.Overflow);
            _next++;
            return true;
        }

        if (draft.Items.Count > 0)
            return false;
        ledger.Publish();
        await limit.WaitAsync(stop);
        return true;
    }

    private async ValueTask<bool> FetchAsync(BatchDraft draft, CancellationToken stop)
    {
        ledger.Publish();
        _reading ??= journal.ReadAsync(ledger.ReadTo, stop).AsTask();
        if (draft.Items.Count > 0 && !_reading.IsCompleted && !await ComesInTimeAsync(_reading, draft))
            return false;

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
}
