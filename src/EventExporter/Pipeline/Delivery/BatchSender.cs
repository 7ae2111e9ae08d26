using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// Sends batches of one receiver until every event is settled: again what is to be repeated and only that, in halves what was refused
/// together, to the dead letters what is rejected or given up. The only code that calls a sink.
/// </summary>
internal sealed class BatchSender : IDisposable
{
    private readonly Receiver _receiver;
    private readonly DeliveryLedger _ledger;
    private readonly DeadLetterBox _deadLetters;
    private readonly ReceiverReport _report;
    private readonly IDeliveryLog _log;
    private readonly Farewell _farewell;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stop;
    private readonly CancellationToken _abort;
    private readonly ResiliencePipeline<AttemptResult> _retry;
    private readonly ResiliencePipeline _attempt;
    private readonly SemaphoreSlim _slots;
    private readonly Pause _pause;

    /// <param name="stop">Waits between attempts end here, and what is left stays in the journal.</param>
    /// <param name="abort">Requests under way end here.</param>
    public BatchSender(
        Receiver receiver, DeliveryLedger ledger, DeadLetterBox deadLetters, ReceiverReport report, IDeliveryLog log, Farewell farewell, TimeProvider time, CancellationToken stop, CancellationToken abort)
    {
        _receiver = receiver;
        _ledger = ledger;
        _deadLetters = deadLetters;
        _report = report;
        _log = log;
        _farewell = farewell;
        _time = time;
        _pause = new Pause(time);
        _stop = stop;
        _abort = abort;
        _slots = new SemaphoreSlim(Math.Max(1, receiver.Options.Concurrency));
        var retry = receiver.Options.Retry;
        _retry = RetryPipeline.Create(retry, time, parcel => MayGoOn && !parcel.IsExhausted(retry, time.GetUtcNow()));
        _attempt = RetryPipeline.CreateAttempt(retry, time);
    }

    private bool MayGoOn => !_stop.IsCancellationRequested && !_ledger.IsUnsubscribed;

    public void Dispose() => _slots.Dispose();

    /// <summary>Completes when all is settled, or when a stop leaves the rest to the next start.</summary>
    /// <param name="tried">Called after the first attempt.</param>
    public async Task SendAsync(IReadOnlyList<DeliveryItem> batch, bool resent = false, Action? tried = null)
    {
        var parts = new Stack<IReadOnlyList<DeliveryItem>>();
        parts.Push(batch);
        while (parts.TryPop(out var part))
        {
            var parcel = new Parcel(part, resent, _time.GetUtcNow()) { Tried = tried };
            await DeliverAsync(parcel);
            if (parcel.ToSplit.Count == 0)
                continue;
            var half = parcel.ToSplit.Count / 2;
            parts.Push(parcel.ToSplit.GetRange(half, parcel.ToSplit.Count - half));
            parts.Push(parcel.ToSplit.GetRange(0, half));
        }
    }

    private async Task DeliverAsync(Parcel parcel)
    {
        do
            await TryAsync(parcel);
        while (parcel.Items.Count > 0 && await EnabledAgainAsync());

        if (parcel.Items.Count > 0 && MayGoOn)
            await GiveUpAsync(parcel);
    }

    /// <summary>Waits while the receiver is stopped; false if it was not, or the program ends.</summary>
    private async Task<bool> EnabledAgainAsync()
    {
        if (!_ledger.IsUnsubscribed)
            return false;
        try
        {
            await _farewell.OverAsync(_stop);
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task TryAsync(Parcel parcel)
    {
        var context = ResilienceContextPool.Shared.Get(_stop.IsCancellationRequested ? _abort : _stop);
        context.Properties.Set(RetryPipeline.ParcelKey, parcel);
        try
        {
            await _retry.ExecuteAsync(static async (context, self) => await self.Sender.AttemptAsync(self.Parcel), context, (Sender: this, Parcel: parcel));
        }
        catch (BrokenCircuitException)
        {
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested || _abort.IsCancellationRequested)
        {
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task GiveUpAsync(Parcel parcel)
    {
        var reason = $"given up after {parcel.Attempts} attempt(s): {parcel.LastReason}";
        await RejectAsync(parcel, parcel.Items.Select(item => new RejectedItem(item, reason, Payload: null)).ToList());
        parcel.Items = [];
    }

    private async Task<AttemptResult> AttemptAsync(Parcel parcel)
    {
        await _slots.WaitAsync(_abort);
        try
        {
            await KeepAwayAsync();
            if (_ledger.IsUnsubscribed)
                return default;
            parcel.Attempts++;
            var outcomes = await CallSinkAsync(parcel.Items);
            var result = await SettleAsync(parcel, outcomes);
            parcel.Tried?.Invoke();
            return result;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>A wait that the service asked another request for holds for this one too.</summary>
    private async Task KeepAwayAsync()
    {
        while (_pause.Left is { } left)
            await Task.Delay(left, _time, _stop.IsCancellationRequested ? _abort : _stop);
    }

    private async Task<IReadOnlyList<Outcome>> CallSinkAsync(IReadOnlyList<DeliveryItem> items)
    {
        try
        {
            var outcomes = await _attempt.ExecuteAsync(
                static async (self, cancellation) => await self.Sink.SendAsync(self.Items, cancellation), (_receiver.Sink, Items: items), _abort);
            return outcomes.Count == items.Count
                ? outcomes
                : Outcome.ForAll(items.Count, Outcome.Retry($"the sink gave {outcomes.Count} outcomes for {items.Count} events"));
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            return Outcome.ForAll(items.Count, Outcome.Retry(Describe(error)));
        }
    }

    private string Describe(Exception error) => error switch
    {
        TimeoutRejectedException => $"no answer within {_receiver.Options.Retry.AttemptTimeout.TotalSeconds:0.###} s",
        OperationCanceledException => "the request was cut off: no answer in time",
        HttpRequestException or IOException => error.InnerException is { } inner && !error.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{error.Message} {inner.Message}"
            : error.Message,
        _ => $"{error.GetType().Name}: {error.Message}",
    };

    private async Task<AttemptResult> SettleAsync(Parcel parcel, IReadOnlyList<Outcome> outcomes)
    {
        var sorted = new SortedOutcomes(parcel.Items, outcomes);
        if (sorted.ToRepeat.Count == 0)
            _report.Succeeded();
        _report.Delivered(sorted.Delivered);
        if (parcel.Resent)
            await _deadLetters.DiscardAsync(sorted.Delivered, _abort);
        if (sorted.Delivered.Count > 0)
            await _log.DeliveredAsync(_receiver.Name, sorted.Delivered, sorted.Receipts, _time.GetUtcNow());
        _ledger.Settle(sorted.Delivered, delivered: true, parcel.Resent);
        await RejectAsync(parcel, sorted.Rejected);
        parcel.ToSplit.AddRange(sorted.ToSplit);
        parcel.Items = sorted.ToRepeat;

        if (sorted.UnsubscribedBecause is { } goodbye)
        {
            _farewell.Heard(goodbye);
            return default;
        }

        if (sorted.ToRepeat.Count == 0)
            return default;

        parcel.LastReason = sorted.RepeatBecause!;
        _report.Failed(sorted.RepeatBecause!, sorted.ToRepeat.Count);
        if (sorted.After is { } after)
            _pause.AtLeast(after);
        return new AttemptResult(sorted.ToRepeat.Count, WholeFailed: sorted.ToRepeat.Count == outcomes.Count, sorted.After);
    }

    private async Task RejectAsync(Parcel parcel, List<RejectedItem> rejected)
    {
        if (rejected.Count == 0)
            return;
        await _deadLetters.AddAsync(rejected, _abort);
        await _log.RejectedAsync(_receiver.Name, rejected, _time.GetUtcNow());
        _report.Rejected(rejected[^1].Reason, rejected.Count);
        _ledger.Settle(rejected.Select(r => r.Item).ToList(), delivered: false, parcel.Resent);
    }
}
