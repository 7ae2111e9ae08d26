using Microsoft.Extensions.Logging;

namespace EventExporter.History.Sqlite;

/// <summary>What is done without anybody asking: retention, compaction, receipts.</summary>
internal sealed partial class SqliteHistory
{
    /// <summary>As often as the journal writes bookmarks down: a receiver that is past an event has its receipt here, kill or no kill, but for this moment.</summary>
    private static readonly TimeSpan ReceiptInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two steps, for whoever waits to store.</summary>
    private static readonly TimeSpan StepPause = TimeSpan.FromMilliseconds(2);

    /// <summary>Does what retention and compaction have to do now, in steps of some milliseconds.</summary>
    public async Task TidyAsync(CancellationToken cancellation)
    {
        while (await StepAsync(cancellation))
            await Task.Delay(StepPause, TimeProvider.System, cancellation);
    }

    /// <summary>Returns whether more is to be done.</summary>
    private async Task<bool> StepAsync(CancellationToken cancellation)
    {
        var more = false;
        await AloneAsync(() => Write(() => more = _maintenance?.Step(_time.GetUtcNow()) == true), cancellation);
        return more;
    }

    private async Task EveryAsync(TimeSpan interval, Func<CancellationToken, Task> work)
    {
        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    await work(_stop.Token);
                }
                catch (HistoryUnavailableException problem)
                {
                    // Whoever stores next meets the same and is told; this is tried again with the next tick.
                    _log.LogDebug("The history could not be tidied: {Problem}", problem.Message);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end.
        }
    }
}
