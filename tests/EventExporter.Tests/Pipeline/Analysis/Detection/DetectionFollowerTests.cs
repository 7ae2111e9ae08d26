using System.Threading.Channels;
using EventExporter.Pipeline.Analysis.Detection;
using EventExporter.Pipeline.Analysis.Patterns;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;
using EventExporter.Telemetry;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Analysis.Detection;

public sealed class DetectionFollowerTests
{
    private enum Fate
    {
        Lives,
        DiesBeforeTheCommit,
        DiesAfterTheCommit,
    }

    [Fact]
    public async Task What_is_found_is_committed_together_with_the_state()
    {
        await using var life = new Life();
        await life.FollowAsync([Occurrences.At(0), Occurrences.At(1), Occurrences.At(2), Occurrences.At(60)]);
        var commit = Assert.Single(life.Journal.Commits, c => c.Events.Count > 0);
        Assert.Equal("PatternFound", Assert.Single(commit.Events).Event.Reason);
        Assert.NotNull(commit.State[DetectionState.Part]);
    }

    [Fact]
    public async Task Time_that_passes_brings_what_no_event_does()
    {
        await using var life = new Life();
        await life.FollowAsync([Occurrences.At(0), Occurrences.At(1), Occurrences.At(2)]);
        Assert.Empty(life.Found);
        await life.TickAsync(Occurrences.Start.AddSeconds(8));
        Assert.Single(life.Found);
    }

    [Fact]
    public async Task While_nothing_is_watched_time_says_nothing()
    {
        await using var life = new Life(new DetectionSettings { IsWatching = () => false });
        await life.FollowAsync([Occurrences.At(0), Occurrences.At(1), Occurrences.At(2)]);
        await life.TickAsync(Occurrences.Start.AddSeconds(60));
        Assert.Empty(life.Found);
    }

    [Fact]
    public async Task At_the_end_of_a_recording_what_waits_is_given()
    {
        await using var life = new Life(new DetectionSettings { FollowsClock = false });
        await life.FollowAsync([Occurrences.At(0), Occurrences.At(1), Occurrences.At(2)]);
        await life.TickAsync(Occurrences.Start.AddYears(1));
        Assert.Empty(life.Found);
        await life.FinishAsync();
        Assert.Single(life.Found);
    }

    [Fact]
    public async Task A_damaged_state_is_given_up_not_a_reason_to_fail()
    {
        var journal = new MemoryJournal();
        await journal.AppendAsync(new JournalCommit { State = new Dictionary<string, byte[]?> { [DetectionState.Part] = [1, 2, 3] } }, CancellationToken.None);
        await using var life = new Life(journal: journal);
        Assert.Null(life.Position);
    }

    [Fact]
    public void Whenever_it_dies_each_finding_is_in_the_journal_once() => Prop.ForAll(
        Occurrences.Arbitrary(1800),
        Gen.Elements(Fate.Lives, Fate.Lives, Fate.DiesBeforeTheCommit, Fate.DiesAfterTheCommit).ArrayOf(12).ToArbitrary(),
        (events, fates) =>
        {
            var all = events.Select(e => Occurrences.At(e.Second, e.Key, e.Delta)).ToList();
            var undisturbed = LiveAsync(all, new Fate[fates.Length]);
            var disturbed = LiveAsync(all, fates);
            Assert.Equal(undisturbed.GetAwaiter().GetResult(), disturbed.GetAwaiter().GetResult());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    /// <summary>The findings in the journal after events came in as many batches as there are fates.</summary>
    private static async Task<List<string>> LiveAsync(List<AnalyzedEvent> events, Fate[] fates)
    {
        var journal = new MemoryJournal();
        var life = new Life(journal: journal);
        foreach (var (batch, fate) in Split(events, fates.Length).Zip(fates))
        {
            if (batch.Length > 0)
                journal.Append(batch);
            await life.CatchUpAsync(commits: fate != Fate.DiesBeforeTheCommit);
            if (fate == Fate.Lives)
                continue;
            await life.DisposeAsync();
            life = new Life(journal: journal);
            await life.CatchUpAsync(commits: true);
        }

        await life.FinishAsync();
        await life.DisposeAsync();
        // Findings may come in another order: those of one batch lie behind it, the next batch may be in the journal before them.
        return [.. life.Found.Told().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<AnalyzedEvent[]> Split(List<AnalyzedEvent> events, int parts)
    {
        var size = (events.Count / parts) + 1;
        for (var part = 0; part < parts; part++)
            yield return [.. events.Skip(part * size).Take(size)];
    }

    /// <summary>A follower from start to death, and the part of the pipeline that commits what it hands in.</summary>
    private sealed class Life : IAsyncDisposable
    {
        private readonly ManualTimeProvider _time = new();
        private readonly ExporterMetrics _metrics = new();
        private readonly EventInlet _inlet = new();
        private readonly Channel<SourceItem> _items = Channel.CreateUnbounded<SourceItem>();
        private readonly CancellationTokenSource _stop = new();
        private readonly DetectionFollower _follower;
        private readonly Task _running;
        private long _read;

        public Life(DetectionSettings? settings = null, MemoryJournal? journal = null)
        {
            Journal = journal ?? new MemoryJournal();
            _follower = new DetectionFollower(
                [new PatternDetector(new PatternSettings(), "")], settings ?? new DetectionSettings(), Journal, _inlet, _metrics, _time, NullLogger<DetectionFollower>.Instance);
            _read = _follower.Position ?? 0;
            _running = _inlet.RunAsync(_items.Writer, _stop.Token);
        }

        public MemoryJournal Journal { get; }

        public long? Position => _follower.Position;

        public IEnumerable<AnalyzedEvent> Found => Journal.Commits.SelectMany(c => c.Events);

        public async Task FollowAsync(AnalyzedEvent[] events)
        {
            Journal.Append(events);
            await CatchUpAsync(commits: true);
        }

        public async Task CatchUpAsync(bool commits)
        {
            while (_read < Journal.Head)
            {
                _time.Advance(TimeSpan.FromSeconds(7));
                var batch = await Journal.ReadAsync(_read, CancellationToken.None);
                var rest = new JournalBatch(_read + 1, [.. batch.Events.Skip((int)(_read + 1 - batch.FirstSequence))]);
                await _follower.FollowAsync(rest, CancellationToken.None);
                _read = batch.LastSequence;
                if (commits)
                    await CommitAsync(_inlet.FlushAsync(CancellationToken.None));
            }
        }

        public async Task TickAsync(DateTimeOffset now)
        {
            await _follower.TickAsync(now, CancellationToken.None);
            await CommitAsync(_inlet.FlushAsync(CancellationToken.None));
        }

        public async Task FinishAsync() => await CommitAsync(_follower.FinishAsync(CancellationToken.None).AsTask());

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _inlet.End();
            await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
            _metrics.Dispose();
            _stop.Dispose();
        }

        /// <summary>Commits what is handed in until <paramref name="done"/>.</summary>
        private async Task CommitAsync(Task done)
        {
            while (!done.IsCompleted)
            {
                var ready = _items.Reader.WaitToReadAsync().AsTask();
                await Task.WhenAny(ready, done);
                while (_items.Reader.TryRead(out var item))
                {
                    if (item.Found is { } found)
                        await Journal.AppendAsync(new JournalCommit { Events = found.Events, State = found.State }, CancellationToken.None);
                    item.Committed?.TrySetResult();
                }

                await Task.Yield();
            }
        }
    }
}
