using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Delivery;

/// <summary>All receivers of a configuration, running side by side. Whoever owns it hands <see cref="Statuses"/> to <see cref="ReceiverInstruments"/>.</summary>
internal sealed class ReceiverGroup : IAsyncDisposable
{
    private readonly List<DeliveryLoop> _loops;

    public ReceiverGroup(
        IReadOnlyList<Receiver> receivers, RoutedJournal journal, ExporterMetrics metrics, HealthBoard health, ILoggerFactory loggers, TimeProvider time,
        IDeliveryLog? log = null, ISilences? silences = null)
    {
        _loops = [.. receivers.Select(receiver => new DeliveryLoop(receiver, journal, metrics, health, loggers.CreateLogger<DeliveryLoop>(), time, log, silences))];
    }

    /// <summary>Each receiver's account, in the order of the configuration.</summary>
    public IReadOnlyList<ReceiverStatus> Statuses => [.. _loops.Select(loop => loop.Status)];

    /// <summary>Runs all until <paramref name="stop"/> and the end of their flush budgets.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(_loops.Select(loop => loop.RunAsync(stop)));

    /// <summary>Completes when every receiver has settled everything up to <paramref name="sequence"/>.</summary>
    public Task DrainAsync(long sequence, CancellationToken cancellation) => Task.WhenAll(_loops.Select(loop => loop.DrainAsync(sequence, cancellation)));

    /// <summary>Nothing comes after <paramref name="sequence"/>, as behind a recording: what is held back goes out at once.</summary>
    public void EndAt(long sequence) => _loops.ForEach(loop => loop.EndAt(sequence));

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
            await loop.Receiver.Sink.DisposeAsync();
    }
}
