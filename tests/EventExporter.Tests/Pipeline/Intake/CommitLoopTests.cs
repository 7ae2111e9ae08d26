using System.Threading.Channels;
using EventExporter.Pipeline.Analysis;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Intake;
using EventExporter.Pipeline.Journal;
using EventExporter.Telemetry;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Intake;

public sealed class CommitLoopTests : IDisposable
{
    private readonly MemoryJournal _journal = new();
    private readonly ManualTimeProvider _time = new();
    private readonly ExporterMetrics _metrics = new();
    private readonly CountingAnalyzer _analyzer = new();
    private readonly Channel<PreparedBatch> _prepared = Channel.CreateUnbounded<PreparedBatch>();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task What_was_found_and_the_state_are_committed_with_the_events()
    {
        _prepared.Writer.TryWrite(Batch(2));
        _prepared.Writer.Complete();

        await RunAsync();

        var commit = Assert.Single(_journal.Commits);
        Assert.Equal(["e1", "e2", "finding"], commit.Events.Select(e => e.Event.InvolvedObject.Name));
        Assert.Equal([1], commit.State["count"]!);
    }

    [Fact]
    public async Task A_batch_whose_commit_is_tried_again_is_analysed_once()
    {
        _journal.Broken = new JournalUnavailableException("The disk is full.");
        _prepared.Writer.TryWrite(Batch(1));
        var running = RunAsync();
        while (_time.PendingTimers < 2)
            await Task.Yield();
        _journal.Broken = null;
        _prepared.Writer.Complete();
        await AdvanceUntil(() => running.IsCompleted);
        await running;

        Assert.Equal(1, _analyzer.Batches);
        Assert.Equal(2, Assert.Single(_journal.Commits).Events.Count);
    }

    [Fact]
    public async Task Time_alone_brings_findings_too_and_where_it_brings_none_nothing_is_written()
    {
        var running = RunAsync();
        await AdvanceUntil(() => _analyzer.Ticks >= 2);
        Assert.Empty(_journal.Commits);

        _analyzer.Due = true;
        await AdvanceUntil(() => _journal.Commits.Count > 0);
        _prepared.Writer.Complete();
        await running;

        Assert.Equal("finding", Assert.Single(_journal.Commits[0].Events).Event.InvolvedObject.Name);
    }

    [Fact]
    public async Task Findings_are_not_counted_as_received()
    {
        using var counted = new CountedReceived(_metrics);
        _prepared.Writer.TryWrite(Batch(2));
        _prepared.Writer.Complete();

        await RunAsync();

        Assert.Equal(2, counted.Total);
    }

    private Task RunAsync() =>
        new CommitLoop(_journal, _analyzer, _metrics, new HealthBoard(), _time, NullLogger<CommitLoop>.Instance).RunAsync(_prepared.Reader, CancellationToken.None);

    private async Task AdvanceUntil(Func<bool> reached)
    {
        while (!reached())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static PreparedBatch Batch(int count) => new(Task.FromResult(Some.Events(count)), [], [], []);

    /// <summary>Finds something in every batch.</summary>
    private sealed class CountingAnalyzer : IBatchAnalyzer
    {
        private int _ticks;

        public int Batches { get; private set; }

        public int Ticks => Volatile.Read(ref _ticks);

        public bool Due { get; set; }

        public AnalyzedBatch Analyze(IReadOnlyList<AnalyzedEvent> events) =>
            new([.. events, Some.Event("finding")], new Dictionary<string, byte[]?> { ["count"] = [(byte)++Batches] });

        public AnalyzedBatch Tick(DateTimeOffset now)
        {
            Interlocked.Increment(ref _ticks);
            return AnalyzedBatch.Unchanged(Due ? [Some.Event("finding")] : []);
        }
    }

    private sealed class CountedReceived : IDisposable
    {
        private readonly System.Diagnostics.Metrics.MeterListener _listener = new();

        public CountedReceived(ExporterMetrics metrics)
        {
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Total += value);
            _listener.EnableMeasurementEvents(metrics.Received);
            _listener.Start();
        }

        public long Total { get; private set; }

        public void Dispose() => _listener.Dispose();
    }
}
