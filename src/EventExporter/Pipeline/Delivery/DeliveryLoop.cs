using EventExporter.Pipeline.Delivery.Quiet;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Delivery;

/// <summary>
/// Takes one receiver's events from the journal to its sink, and moves its bookmark when they are settled. Receivers have a loop each
/// and share nothing but the journal, so none holds up another.
/// </summary>
internal sealed class DeliveryLoop
{
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepInterval = TimeSpan.FromSeconds(1);

    private readonly RoutedJournal _journal;
    private readonly TimeProvider _time;
    private readonly DeliveryLedger _ledger;
    private readonly ReceiverReport _report;
    private readonly DeadLetterBox _deadLetters;
    private readonly HoldRules _rules;
    private readonly IDeliveryLog _log;
    private readonly Farewell _farewell;

    public DeliveryLoop(
        Receiver receiver, RoutedJournal journal, ExporterMetrics metrics, HealthBoard health, ILogger logger, TimeProvider time, IDeliveryLog? log = null,
        ISilences? silences = null)
    {
        Receiver = receiver;
        _journal = journal;
        _time = time;
        _log = log ?? NoDeliveryLog.Instance;
        _ledger = new DeliveryLedger(receiver, journal.Journal, time);
        _report = new ReceiverReport(receiver, _ledger, metrics, health, logger, time);
        _deadLetters = new DeadLetterBox(receiver, journal.Journal, _report, time);
        _farewell = new Farewell(receiver, journal.Journal.Stops, _ledger, _report, time);
        _rules = new HoldRules(receiver.Name, receiver.Options.Scopes, silences ?? NoSilences.Instance);
        if (_ledger.Unreadable is { } damage)
            logger.LogError("Receiver {Receiver}: what it held back before the start cannot be read and is lost: {Reason}", receiver.Name, damage);
    }

    public Receiver Receiver { get; }

    /// <summary>The account at this moment.</summary>
    public ReceiverStatus Status => _ledger.Look();

    /// <summary>Whether there is nothing to do until time passes or an event comes.</summary>
    public bool IsAtRest => _ledger.IsAtRest;

    /// <summary>Completes when every event up to <paramref name="sequence"/> is delivered, or in the dead letters, or was not to be sent.</summary>
    public Task DrainAsync(long sequence, CancellationToken cancellation) => _ledger.DrainAsync(sequence, cancellation);

    /// <summary>Nothing comes after <paramref name="sequence"/>: what is held back then goes out at once.</summary>
    public void EndAt(long sequence) => _ledger.EndAt(sequence);

    /// <summary>
    /// Runs until <paramref name="stop"/>, then lets requests under way end within <see cref="DeliveryOptions.FlushBudget"/>. What is not
    /// settled by then stays in the journal.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var abort = new CancellationTokenSource();
        using var reader = new BatchReader(Receiver, _journal, _ledger, _rules, new HeldLog(Receiver.Name, _log, _time), _time);
        using var sender = new BatchSender(Receiver, _ledger, _deadLetters, _report, _log, _farewell, _time, stop, abort.Token);
        _farewell.Recall();
        _report.Started();

        var workers = new List<Task>();
        for (var i = 0; i < Math.Max(1, Receiver.Options.Concurrency); i++)
            workers.Add(WorkAsync(reader, sender, stop));
        if (Receiver.Options.HoldsBack || _ledger.IsHolding)
            workers.Add(KeepAsync(stop));
        workers.Add(new DeadLetterResends(Receiver, _journal.Journal.DeadLetters, sender, _ledger, _report, _time).RunAsync(stop));
        var work = Task.WhenAll(workers);

        await EndAsync(work, stop);
        await abort.CancelAsync();
        await work;
        _ledger.Keep(atOnce: true);
        _report.Stopped();
    }

    /// <summary>Completes when the work has ended, or the flush budget after a stop.</summary>
    private async Task EndAsync(Task work, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = stop.Register(() => stopped.TrySetResult());
        await stopped.Task;
        using var over = new CancellationTokenSource();
        await Task.WhenAny(work, Task.Delay(Receiver.Options.FlushBudget, _time, over.Token));
        await over.CancelAsync();
    }

    private async Task WorkAsync(BatchReader reader, BatchSender sender, CancellationToken stop)
    {
        await Task.Yield();
        var waiting = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            await GuardAsync(
                async () =>
                {
                    await _farewell.OverAsync(stop);
                    var batch = await reader.NextAsync(stop);
                    if (batch.Count > 0)
                        await SendAsync(batch, sender, waiting, stop);
                },
                stop);
        }

        await Task.WhenAll(waiting);
    }

    /// <summary>Completes when the batch is settled; with a schedule of its own after its first attempt, for the rest may take days.</summary>
    private async Task SendAsync(IReadOnlyList<DeliveryItem> batch, BatchSender sender, List<Task> waiting, CancellationToken stop)
    {
        if (Receiver.Options.Retry.Schedule is null)
        {
            await sender.SendAsync(batch);
            return;
        }

        var tried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = GuardAsync(() => sender.SendAsync(batch, tried: () => tried.TrySetResult()), stop);
        await Task.WhenAny(tried.Task, sending);
        waiting.RemoveAll(static task => task.IsCompleted);
        waiting.Add(sending);
    }

    private async Task GuardAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is not settled stays in the journal.
        }
        catch (JournalUnavailableException error)
        {
            _report.Hindered(error.Message);
            await PauseAsync(stop);
        }
        catch (Exception error)
        {
            // A defect of ours must not end the receiver in silence. What was taken stays unsettled and comes again after a restart.
            _report.Hindered($"unexpected {error.GetType().Name}: {error.Message}");
            await PauseAsync(stop);
        }
    }

    /// <summary>Keeps what is held back, about every second.</summary>
    private async Task KeepAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(KeepInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                _ledger.Keep();
        }
        catch (OperationCanceledException)
        {
            // It is kept once more at the end.
        }
    }

    private async Task PauseAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(PauseAfterTrouble, _time, stop);
        }
        catch (OperationCanceledException)
        {
            // The worker's own loop sees the stop.
        }
    }
}
