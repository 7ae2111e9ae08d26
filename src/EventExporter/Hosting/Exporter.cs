using EventExporter.Pipeline;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Intake;
using EventExporter.Pipeline.Journal.Following;
using EventExporter.Pipeline.Sources;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Hosting;

/// <summary>The whole program as a value: make it, run it, stop it, in process. <c>run</c>, <c>demo</c>, <c>replay</c> and the tests do.</summary>
internal sealed class Exporter : IAsyncDisposable
{
    private static readonly TimeSpan LastDeliveries = TimeSpan.FromSeconds(2);

    private readonly ExporterParts _parts;
    private readonly EventPipeline _pipeline;
    private readonly FollowerGroup _followers;

    public Exporter(ExporterParts parts)
    {
        _parts = parts;
        var (metrics, health, loggers, time) = parts.Surroundings;
        var commits = new CommitLoop(parts.Journal, parts.Together, metrics, health, time, loggers.CreateLogger<CommitLoop>());
        _pipeline = new EventPipeline(Source(), parts.Enricher, parts.Analyzer, commits, parts.Intake, time);
        _followers = new FollowerGroup(parts.Followers, parts.Journal, health, loggers, time);
        parts.Journal.SetReceivers([.. parts.Receivers.Select(static receiver => receiver.Name), .. _followers.Bookmarks]);
        Receivers = new ReceiverGroup(parts.Receivers, new RoutedJournal(parts.Journal, parts.Routes), metrics, health, loggers, time, parts.DeliveryLog, parts.Silences);
        _ = new ReceiverInstruments(metrics.Meter, () => Receivers.Statuses, time);
    }

    public ReceiverGroup Receivers { get; }

    /// <summary>
    /// Runs until the source ends, and then until its events are settled; or until <paramref name="stop"/>, and then as long as receivers
    /// need for what is under way, within their flush budget.
    /// </summary>
    /// <param name="abort">Finish nothing.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        using var stopDelivery = new CancellationTokenSource();
        using var stopIntake = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var delivery = Receivers.RunAsync(stopDelivery.Token);
        var following = _followers.RunAsync(stopDelivery.Token);
        _parts.Silences?.Refresh();
        var silences = _parts.Silences?.RunAsync(stopDelivery.Token) ?? Task.CompletedTask;
        var intake = _pipeline.RunAsync(stopIntake.Token, abort);
        var heartbeats = new Heartbeats(_parts.Receivers, _parts.Surroundings.Health, _parts.Surroundings.Time, _parts.Surroundings.Loggers.CreateLogger<Heartbeats>())
            .RunAsync(stopIntake.Token);

        try
        {
            // A receiver's loop ends only when told to: if one fails first, the program ends rather than run without it.
            if (await Task.WhenAny(intake, delivery) == delivery)
                await delivery;
            await intake;
            _parts.Inlet?.End();
            if (!stop.IsCancellationRequested)
                Receivers.EndAt(_parts.Journal.Head);
            await DrainAsync(stop, abort);
        }
        finally
        {
            _parts.Inlet?.End();
            await stopIntake.CancelAsync();
            await heartbeats;
            await stopDelivery.CancelAsync();
            await Task.WhenAny(Task.WhenAll(delivery, following, silences), Task.Delay(Timeout.InfiniteTimeSpan, _parts.Surroundings.Time, abort));
            await _parts.Journal.FlushAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Receivers.DisposeAsync();
        _followers.Dispose();
        _parts.Silences?.Dispose();
        (_parts.Enricher as IDisposable)?.Dispose();
    }

    private IEventSource Source() => _parts.Inlet is { } inlet
        ? new MergedSource(new EndingSource(_parts.Source, stop => EndInletAsync(inlet, stop)), inlet)
        : _parts.Source;

    /// <summary>
    /// Where the source has an end, as a recording has, what followers find in its last events still comes in. Each round takes what the
    /// one before has brought; the last brings nothing.
    /// </summary>
    private async Task EndInletAsync(EventInlet inlet, CancellationToken stop)
    {
        long head;
        do
        {
            await inlet.FlushAsync(stop);
            head = _parts.Journal.Head;
            await _followers.DrainAsync(head, stop);
            await _followers.FinishAsync(stop);
        }
        while (_parts.Journal.Head > head);
        inlet.Close();
    }

    /// <summary>
    /// Waits until everything is settled; after a stop only as long as healthy receivers need for what was committed last. What is left by
    /// then stays in the journal.
    /// </summary>
    private async Task DrainAsync(CancellationToken stop, CancellationToken abort)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(abort);
        await using var _ = stop.Register(() => limit.CancelAfter(LastDeliveries));
        try
        {
            await Task.WhenAll(Receivers.DrainAsync(_parts.Journal.Head, limit.Token), _followers.DrainAsync(_parts.Journal.Head, limit.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // A receiver lags or is down: its events wait in the journal for the next start.
        }
    }
}
