using EventExporter.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventExporter.Pipeline.Journal.Following;

/// <summary>All followers of a journal, running side by side.</summary>
internal sealed class FollowerGroup(IReadOnlyList<IJournalFollower> followers, IJournal journal, HealthBoard health, ILoggerFactory loggers, TimeProvider time) : IDisposable
{
    private readonly List<FollowerLoop> _loops =
        [.. followers.Select(follower => new FollowerLoop(follower, journal, health, loggers.CreateLogger<FollowerLoop>(), time))];

    /// <summary>The bookmarks to be kept for them.</summary>
    public IEnumerable<string> Bookmarks => _loops.Select(static loop => loop.Bookmark);

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(_loops.Select(loop => loop.RunAsync(stop)));

    /// <summary>Has all give what they held back; to be called when they have taken everything.</summary>
    public Task FinishAsync(CancellationToken cancellation) => Task.WhenAll(_loops.Select(loop => loop.FinishAsync(cancellation)));

    /// <summary>Completes when all have taken everything up to <paramref name="sequence"/>.</summary>
    public Task DrainAsync(long sequence, CancellationToken cancellation) => Task.WhenAll(_loops.Select(loop => loop.DrainAsync(sequence, cancellation)));

    public void Dispose() => _loops.ForEach(static loop => loop.Dispose());
}
