using System.Globalization;
using System.Threading.Channels;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources;
using EventExporter.Pipeline.Sources.Kubernetes;
using EventExporter.Telemetry;
using EventExporter.Testing;
using Microsoft.Extensions.Logging;

namespace EventExporter.Tests.Pipeline.Sources.Kubernetes;

/// <summary>Runs the source against a script, moving the clock whenever somebody waits for it.</summary>
internal sealed class SourceHarness : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, 300, TimeSpan.Zero);

    /// <summary>An hour of the clock.</summary>
    private const int MaxMoves = 36_000;

    public SourceHarness()
    {
        Time = new ManualTimeProvider(Start);
        Api = new ScriptedEventsApi(Time);
    }

    public ManualTimeProvider Time { get; }

    public ScriptedEventsApi Api { get; }

    public KubernetesSourceOptions Options { get; set; } = new();

    public ResumePoint Resume { get; set; } = ResumePoint.None;

    public HealthBoard Health { get; } = new();

    public ExporterMetrics Metrics { get; } = new();

    public LogLines Log { get; } = new();

    public List<SourceItem> Items { get; } = [];

    public IEnumerable<Gap> Gaps => Items.Where(i => i.Gap is not null).Select(i => i.Gap!);

    public IEnumerable<(string Uid, int Delta)> Occurrences =>
        Items.Where(i => i.Event is not null && i.Gap is null).Select(i => (i.Event!.Uid, i.Event.Delta));

    public WatchPosition? Position => Items.LastOrDefault(i => i.Position is not null).Position;

    /// <summary>What a restart after all this would find.</summary>
    public ResumePoint Committed => new(
        [.. Items.Where(i => i.Position is not null).GroupBy(i => i.Position!.Scope).Select(g => g.Last().Position!)],
        [.. Items.Where(i => i.Seen is not null).Select(i => i.Seen!.Value)]);

    public static ClusterEvent Event(string uid, int version, int count = 1, TimeSpan age = default) => new()
    {
        Uid = uid,
        ResourceVersion = version.ToString(CultureInfo.InvariantCulture),
        Count = count,
        LastTimestamp = Start - age,
        CreationTimestamp = Start - age,
    };

    public void Dispose() => Metrics.Dispose();

    public Task RunUntilAsync(string uid) => RunUntilAsync(() => Occurrences.Any(o => o.Uid == uid));

    public Task RunUntilAsync(Func<bool> isDone)
    {
        var before = SynchronizationContext.Current;
        var turns = new Turns();
        SynchronizationContext.SetSynchronizationContext(turns);
        try
        {
            Run(isDone, turns);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        return Task.CompletedTask;
    }

    private void Run(Func<bool> isDone, Turns turns)
    {
        using var stop = new CancellationTokenSource();
        var channel = Channel.CreateUnbounded<SourceItem>();
        var services = new SourceServices(Api, Options, Metrics, Health, Log, Time, () => 0.5);
        var running = new KubernetesEventSource(services, Resume).RunAsync(channel.Writer, stop.Token);
        for (var i = 0; i < MaxMoves && !running.IsCompleted; i++)
        {
            turns.RunAll();
            Collect();
            if (isDone())
                break;
            Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        var done = isDone();
        stop.Cancel();
        turns.RunAll();
        Collect();
        if (running.IsFaulted)
            running.GetAwaiter().GetResult();
        Assert.True(running.IsCanceled, "it does not stop");
        Assert.True(done, $"does not come to its end: {string.Join(", ", Api.Asked)}");

        void Collect()
        {
            while (channel.Reader.TryRead(out var item))
                Items.Add(item);
        }
    }

    /// <summary>Runs what is ready on one thread, so that the clock moves only when everybody waits for it.</summary>
    private sealed class Turns : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();

        public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

        public void RunAll()
        {
            while (_ready.TryDequeue(out var next))
                next.Callback(next.State);
        }
    }

    internal sealed class LogLines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (this)
                Add($"{logLevel}: {formatter(state, exception)}");
        }
    }
}
