using System.Threading.Channels;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Journal.Following;
using EventExporter.Telemetry;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Journal.Following;

public sealed class FollowerLoopTests
{
    private readonly MemoryJournal _journal = new();
    private readonly ManualTimeProvider _time = new();
    private readonly HealthBoard _health = new();

    [Fact]
    public async Task Takes_what_is_there_and_what_comes_and_moves_its_bookmark()
    {
        _journal.Append(Some.Events(3));
        var follower = new RecordingFollower();
        await using var running = Run(follower);

        Assert.Equal((1, 3), await follower.NextAsync());
        _journal.Append(Some.Events(2, from: 4));
        Assert.Equal((4, 5), await follower.NextAsync());
        await running.Loop.DrainAsync(5, CancellationToken.None);

        Assert.Equal(5, _journal.GetBookmark("follower/recording"));
    }

    [Fact]
    public async Task Goes_on_at_its_own_position_in_the_middle_of_a_batch()
    {
        _journal.Append(Some.Events(5));
        _journal.MoveBookmark("follower/recording", 1);
        var follower = new RecordingFollower { Position = 3 };
        await using var running = Run(follower);

        Assert.Equal((4, 5), await follower.NextAsync());
    }

    [Fact]
    public async Task A_position_of_another_journal_means_everything_that_this_one_holds()
    {
        _journal.Append(Some.Events(2));
        var follower = new RecordingFollower { Position = 1_000_000 };
        await using var running = Run(follower);

        Assert.Equal((1, 2), await follower.NextAsync());
    }

    [Fact]
    public async Task A_batch_that_failed_comes_again_and_health_says_why()
    {
        _journal.Append(Some.Events(2));
        var follower = new RecordingFollower { Trouble = new IOException("No space left on device.") };
        await using var running = Run(follower);
        Assert.Equal((1, 2), await follower.NextAsync());
        while (_time.PendingTimers == 0)
            await Task.Yield();

        Assert.Equal(HealthState.Degraded, _health.Reports["recording"].State);
        Assert.Equal("No space left on device.", _health.Reports["recording"].Detail);
        Assert.Equal(0, running.Loop.Position);

        follower.Trouble = null;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((1, 2), await follower.NextAsync());
        await running.Loop.DrainAsync(2, CancellationToken.None);
        _journal.Append(Some.Events(1));
        await running.Loop.DrainAsync(3, CancellationToken.None);
        Assert.Equal(HealthState.Ok, _health.Reports["recording"].State);
    }

    [Fact]
    public async Task While_nothing_comes_it_learns_that_time_passes()
    {
        var follower = new RecordingFollower();
        await using var running = Run(follower);
        while (_time.PendingTimers == 0)
            await Task.Yield();
        _time.Advance(FollowerLoop.TickInterval);
        Assert.Equal(_time.GetUtcNow(), await follower.TickedAsync());

        _journal.Append(Some.Events(1));
        Assert.Equal((1, 1), await follower.NextAsync());
    }

    private Running Run(IJournalFollower follower) => new(new FollowerLoop(follower, _journal, _health, NullLogger.Instance, _time));

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Running(FollowerLoop loop)
        {
            Loop = loop;
            _running = loop.RunAsync(_stop.Token);
        }

        public FollowerLoop Loop { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }

    private sealed class RecordingFollower : IJournalFollower
    {
        private readonly Channel<(long First, long Last)> _taken = Channel.CreateUnbounded<(long, long)>();

        private readonly Channel<DateTimeOffset> _ticks = Channel.CreateUnbounded<DateTimeOffset>();

        public string Name => "recording";

        public long? Position { get; init; }

        public Exception? Trouble { get; set; }

        public async Task<(long First, long Last)> NextAsync() => await _taken.Reader.ReadAsync();

        public async Task<DateTimeOffset> TickedAsync() => await _ticks.Reader.ReadAsync();

        public ValueTask TickAsync(DateTimeOffset now, CancellationToken cancellation)
        {
            _ticks.Writer.TryWrite(now);
            return default;
        }

        public ValueTask FollowAsync(JournalBatch batch, CancellationToken cancellation)
        {
            _taken.Writer.TryWrite((batch.FirstSequence, batch.LastSequence));
            return Trouble is { } trouble ? throw trouble : default;
        }
    }
}
