using EventExporter.Pipeline.Routing;

namespace EventExporter.Backtest;

/// <summary>What a backtest is put together from.</summary>
internal sealed record BacktestParts(JournalReplay Journal, RouteTree Routes, IReadOnlyList<ReceiverReplay> Receivers, IDisposable Metrics) : IDisposable
{
    public void Dispose()
    {
        foreach (var receiver in Receivers)
            receiver.Dispose();
        Metrics.Dispose();
    }
}
