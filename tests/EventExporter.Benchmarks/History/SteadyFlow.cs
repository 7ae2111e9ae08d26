using System.Diagnostics;
using EventExporter.History.Sqlite;
using EventExporter.Pipeline.Journal;

namespace EventExporter.Benchmarks.History;

/// <summary>Events that come in at a rate, ten batches a second, whatever else goes on. Late ones are made up for at once.</summary>
internal sealed class SteadyFlow(SqliteHistory history, TwoWeeks source, int rate)
{
    private const int BatchesASecond = 10;

    public long Stored { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>Milliseconds that a batch took to be stored.</summary>
    public double Longest { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        if (rate == 0)
            return;
        var started = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            var due = Stopwatch.GetElapsedTime(started).TotalSeconds * rate;
            if (Stored + (rate / BatchesASecond) > due)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
                continue;
            }

            var batch = new JournalBatch(history.Position + 1, source.Next(rate / BatchesASecond));
            var before = Stopwatch.GetTimestamp();
            await history.StoreAsync(batch, CancellationToken.None);
            Longest = Math.Max(Longest, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            Stored += batch.Events.Count;
        }

        Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
