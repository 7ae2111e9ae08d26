using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Delivery.Quiet.Silences;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Routing;
using EventExporter.Telemetry;
using EventExporter.Testing;
using Microsoft.Extensions.Logging;

namespace EventExporter.Tests.Pipeline.Delivery;

/// <summary>One receiver with a scripted sink over a journal in memory, on a clock that the test moves.</summary>
internal sealed class Harness : IAsyncDisposable
{
    /// <summary>Timers that run while there is nothing to do: the look for dead letters to be sent again.</summary>
    public const int IdleTimers = 1;

    private readonly CancellationTokenSource _stop = new();
    private readonly ExporterMetrics _metrics = new();
    private readonly int _idleTimers;
    private Task _running = Task.CompletedTask;

    public Harness(DeliveryOptions? options = null, MemoryJournal? journal = null, IRouter? router = null, string name = "out", IDeliveryLog? log = null, ManualTimeProvider? time = null,
        ISilences? silences = null)
    {
        Time = time ?? new ManualTimeProvider(Some.Time);
        Journal = journal ?? new MemoryJournal();
        Sink = new ScriptedSink(Time);
        var receiver = new Receiver(name, 0, "scripted", Sink, options ?? new DeliveryOptions { MaxItems = 10, Retry = Steady });
        // What is held back is kept every second.
        _idleTimers = receiver.Options.HoldsBack ? IdleTimers + 1 : IdleTimers;
        Loop = new DeliveryLoop(receiver, new RoutedJournal(Journal, router ?? new Everything()), _metrics, Health, Log, Time, log, silences);
    }

    /// <summary>Retries whose waits can be reckoned: 1 s, 2 s, 4 s ...</summary>
    public static RetryPolicy Steady => new() { Delay = TimeSpan.FromSeconds(1), Jitter = false };

    public ManualTimeProvider Time { get; }

    public MemoryJournal Journal { get; }

    public ScriptedSink Sink { get; }

    public HealthBoard Health { get; } = new();

    public ListLogger Log { get; } = new();

    public DeliveryLoop Loop { get; }

    public ReceiverStatus Status => Loop.Status;

    public Harness Start()
    {
        _running = Loop.RunAsync(_stop.Token);
        return this;
    }

    /// <summary>Moves the clock in small steps, letting the loop run in between, until the sink is called.</summary>
    public async Task<ScriptedSink.Request> AdvanceToNextRequestAsync(TimeSpan step, int steps = 200)
    {
        await AdvanceUntilAsync(() => Sink.HasRequest, step, steps);
        return await Sink.NextAsync();
    }

    /// <summary>Moves the clock in steps until <paramref name="done"/>, each only when the loop waits for the clock.</summary>
    public async Task AdvanceUntilAsync(Func<bool> done, TimeSpan step, int steps, int? idleTimers = null)
    {
        var idle = idleTimers ?? _idleTimers;
        for (var i = 0; i < steps && !done(); i++)
        {
            await UntilAsync(() => done() || (Time.PendingTimers > idle && !Sink.IsAnswering));
            await SettleAsync();
            if (!done() && Time.PendingTimers > idle)
                Time.Advance(step);
        }

        await UntilAsync(done);
    }

    /// <summary>Moves the clock on by seconds, letting the loop run at each.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            await RestAsync();
            Time.Advance(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
        }

        await RestAsync();
    }

    /// <summary>Moves the clock on until everything read is settled or kept as held.</summary>
    public async Task KeptAsync()
    {
        for (var i = 0; i < 60 && Journal.GetBookmark("out") < Journal.Head; i++)
            await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(Journal.Head, Journal.GetBookmark("out"));
    }

    /// <summary>Lets the loop run until only the clock can move it on.</summary>
    public async Task RestAsync()
    {
        for (var i = 0; i < 20 && !Loop.IsAtRest; i++)
            await Task.Delay(1);
        await SettleAsync();
    }

    /// <summary>Lets everything that can run without the clock moving run.</summary>
    public static async Task SettleAsync()
    {
        for (var i = 0; i < 20; i++)
            await Task.Run(static () => { });
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(1);
        }
    }

    public Task StopAsync()
    {
        _stop.Cancel();
        return _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        for (var i = 0; i < 100 && !_running.IsCompleted; i++)
        {
            await SettleAsync();
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _metrics.Dispose();
        _stop.Dispose();
    }

    private sealed class Everything : IRouter
    {
        public ReceiverSet Route(AnalyzedEvent analyzed) => default(ReceiverSet).With(0).With(1);
    }
}

internal sealed class ListLogger : ILogger
{
    public List<(LogLevel Level, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Lines)
            Lines.Add((logLevel, formatter(state, exception)));
    }
}
