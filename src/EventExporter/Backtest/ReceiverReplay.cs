using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Routing;

namespace EventExporter.Backtest;

/// <summary>
/// One receiver of a backtest: its own limits, groups and sink at work on a clock of its own, which runs ahead of the events where sending
/// takes longer than they allow.
/// </summary>
internal sealed class ReceiverReplay : IDisposable
{
    /// <summary>How often the reader is looked at before it is given a moment of real time, and how many of those.</summary>
    private const int Looks = 200;
    private const int Moments = 60_000;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly Receiver _receiver;
    private readonly VirtualClock _clock;
    private readonly ReplayedJournal _journal = new();
    private readonly DeliveryLedger _ledger;
    private readonly BatchReader _reader;
    private readonly FateLog _log;
    private readonly CancellationTokenSource _stop = new();
    private Task<IReadOnlyList<DeliveryItem>>? _next;
    private long _timers;

    /// <param name="routes">Asked only where rules have words of their own for the receiver.</param>
    public ReceiverReplay(Receiver receiver, RouteTree routes, ReceiverAccount account, VirtualClock clock)
    {
        (_receiver, Account, _clock) = (receiver, account, clock);
        _log = new FateLog(account);
        _ledger = new DeliveryLedger(receiver, _journal, clock);
        _reader = new BatchReader(
            receiver,
            new RoutedJournal(_journal, new OnlyTo(receiver.Index, receiver.Options.Rules.Count > 0 ? routes : null)),
            _ledger,
            new HoldRules(receiver.Name, receiver.Options.Scopes, NoSilences.Instance),
            new HeldLog(receiver.Name, _log, clock),
            clock);
    }

    public ReceiverAccount Account { get; }

    /// <summary>An event of the journal, and where its routes lead.</summary>
    public async Task TakeAsync(JournalledEvent entry, ReceiverSet targets, CancellationToken cancellation)
    {
        if (entry.Index is { } index)
            Account.Fates.Reach(index);
        if (!targets.Contains(_receiver.Index))
            return;
        await MoveToAsync(entry.At, cancellation);
        Account.Routed++;
        _log.Coming(entry.Index);
        var waitsForTime = _next is not null && !_journal.IsAwaited;
        _timers = _clock.Timers;
        _journal.Append(entry.Event);
        if (!waitsForTime)
            await WorkAsync(cancellation);
    }

    /// <summary>Nothing more comes until <paramref name="time"/>, which is the end.</summary>
    public async Task WaitAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        await MoveToAsync(time, cancellation);
        _log.End(_ledger.Look());
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reader.Dispose();
        _stop.Dispose();
    }

    /// <summary>What is due by then is done at its time.</summary>
    private async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        while (_clock.NextDue is { } due && due <= time)
        {
            _timers = _clock.Timers;
            _clock.AdvanceTo(due);
            await WorkAsync(cancellation);
        }

        _clock.AdvanceTo(time);
    }

    /// <summary>Until the reader waits for an event or for the clock.</summary>
    private async Task WorkAsync(CancellationToken cancellation)
    {
        while (true)
        {
            _next ??= _reader.NextAsync(_stop.Token);
            await UntilItWaitsAsync(_next, cancellation);
            if (!_next.IsCompleted)
                return;
            var batch = await _next;
            _next = null;
            if (batch.Count > 0)
                await SendAsync(batch, cancellation);
        }
    }

    private async Task UntilItWaitsAsync(Task next, CancellationToken cancellation)
    {
        for (var i = 0; !next.IsCompleted && !IsWaiting; i++)
        {
            if (i < Looks)
                await Task.Yield();
            else if (i < Looks + Moments)
                await Task.Delay(Moment, TimeProvider.System, cancellation);
            else
                throw new InvalidOperationException($"receiver {_receiver.Name} makes no progress");
        }
    }

    /// <summary>It has read everything, and set a timer if something is held or gathered into a batch; or it waits for room below its rate, with a timer newer than the last happening.</summary>
    private bool IsWaiting => _journal.IsAwaited
        ? _clock.NextDue is not null || _ledger.Look().Pending == 0
        : _clock.Timers > _timers && _clock.NextDue is not null;

    private async Task SendAsync(IReadOnlyList<DeliveryItem> batch, CancellationToken cancellation)
    {
        var outcomes = await SinkDriver.SendAsync(_receiver.Sink, batch, _clock, cancellation);
        var delivered = new List<DeliveryItem>();
        var rejected = new List<DeliveryItem>();
        foreach (var (item, outcome) in batch.Zip(outcomes))
        {
            if (outcome.Kind == OutcomeKind.Delivered)
            {
                delivered.Add(item);
                continue;
            }

            rejected.Add(item);
            _log.Reject(item, outcome.Reason ?? "no reason given");
        }

        _log.Told(delivered);
        _ledger.Settle(delivered, delivered: true, resent: false);
        _ledger.Settle(rejected, delivered: false, resent: false);
        _timers = _clock.Timers;
    }

    /// <summary>Only what is routed to the receiver comes into its journal.</summary>
    private sealed class OnlyTo(int receiver, RouteTree? routes) : IRouter
    {
        public ReceiverSet Route(Pipeline.Events.AnalyzedEvent analyzed) => routes?.Route(analyzed) ?? default(ReceiverSet).With(receiver);
    }
}
