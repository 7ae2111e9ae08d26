using EventExporter.Pipeline.Delivery;

namespace EventExporter.Backtest;

/// <summary>Calls a sink whose waits pass by the clock of the events: a second between two messages takes none.</summary>
internal static class SinkDriver
{
    /// <summary>How often a task that makes no progress is looked at before it counts as waiting for the clock.</summary>
    private const int Looks = 50;

    public static async Task<IReadOnlyList<Outcome>> SendAsync(ISink sink, IReadOnlyList<DeliveryItem> items, VirtualClock clock, CancellationToken cancellation)
    {
        var sending = sink.SendAsync(items, cancellation);
        while (!sending.IsCompleted)
        {
            for (var i = 0; i < Looks && !sending.IsCompleted; i++)
                await Task.Yield();
            if (sending.IsCompleted)
                break;
            if (clock.NextDue is { } due)
                clock.AdvanceTo(due);
            else
                await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellation));
        }

        return await sending;
    }
}
