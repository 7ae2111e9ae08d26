using System.Runtime.CompilerServices;
using EventExporter.Kubernetes;
using EventExporter.Kubernetes.Watching;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Sources.Kubernetes;

namespace EventExporter.Tests.Pipeline.Sources.Kubernetes;

/// <summary>
/// An API server that answers by a script for each scope: every list and every watch takes the next step of its kind. A watch behind the
/// end of the script stays open and silent; a list behind it is an error of the test.
/// </summary>
internal sealed class ScriptedEventsApi(TimeProvider time) : IEventsApi
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<ListStep>> _lists = [];
    private readonly Dictionary<string, Queue<WatchStep>> _watches = [];

    /// <summary>What was asked for, and when.</summary>
    public List<(string What, DateTimeOffset At)> Calls { get; } = [];

    public string[] Asked
    {
        get
        {
            lock (_gate)
                return [.. Calls.Select(c => c.What)];
        }
    }

    public ScriptedEventsApi List(string version, params ClusterEvent[] items) => ListOf("", new ListStep(version, items));

    public ScriptedEventsApi ListFails(Exception failure, params ClusterEvent[] before) => ListOf("", new ListStep("", before) { Failure = failure });

    public ScriptedEventsApi ListOf(string scope, ListStep step)
    {
        Steps(_lists, scope).Enqueue(step);
        return this;
    }

    /// <summary>These lines; then the server ends the watch.</summary>
    public ScriptedEventsApi WatchEnds(params WatchEvent<ClusterEvent>[] lines) => WatchOf("", new WatchStep(lines));

    public ScriptedEventsApi WatchFails(Exception failure, params WatchEvent<ClusterEvent>[] lines) =>
        WatchOf("", new WatchStep(lines) { Failure = failure });

    public ScriptedEventsApi WatchRefused(Exception failure) => WatchOf("", new WatchStep([]) { Failure = failure, IsRefused = true });

    /// <summary>These lines; then nothing for as long, then the server ends the watch.</summary>
    public ScriptedEventsApi WatchQuiet(TimeSpan silence, params WatchEvent<ClusterEvent>[] lines) =>
        WatchOf("", new WatchStep(lines) { Silence = silence });

    /// <summary>These lines; then it stays open.</summary>
    public ScriptedEventsApi WatchOpen(params WatchEvent<ClusterEvent>[] lines) =>
        WatchOf("", new WatchStep(lines) { Silence = Timeout.InfiniteTimeSpan });

    public ScriptedEventsApi WatchOf(string scope, WatchStep step)
    {
        Steps(_watches, scope).Enqueue(step);
        return this;
    }

    public async Task<string> ListAsync(
        string scope, Func<ClusterEvent, ValueTask> onItem, Action<string> onMalformed, CancellationToken cancellation)
    {
        Note($"list {scope}".Trim());
        var step = Steps(_lists, scope).Dequeue();
        foreach (var item in step.Items)
            await onItem(item with { ObservedAt = time.GetUtcNow() });
        foreach (var malformed in step.Malformed)
            onMalformed(malformed);
        return step.Failure is { } failure ? throw failure : step.Version;
    }

    public async IAsyncEnumerable<WatchEvent<ClusterEvent>> WatchAsync(
        string scope, string resourceVersion, TimeSpan timeout, Action onOpened, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Note($"watch {scope} {resourceVersion}".Replace("  ", " ", StringComparison.Ordinal));
        if (!Steps(_watches, scope).TryDequeue(out var step))
            step = new WatchStep([]) { Silence = Timeout.InfiniteTimeSpan };
        if (step.IsRefused)
            throw step.Failure!;
        onOpened();
        foreach (var line in step.Lines)
            yield return line.Object is { } @event ? line with { Object = @event with { ObservedAt = time.GetUtcNow() } } : line;
        if (step.Silence != TimeSpan.Zero)
            await Task.Delay(step.Silence, time, cancellation);
        if (step.Failure is not null)
            throw step.Failure;
    }

    public static WatchEvent<ClusterEvent> Added(ClusterEvent @event) => new(WatchEventType.Added, @event, null, null);

    public static WatchEvent<ClusterEvent> Modified(ClusterEvent @event) => new(WatchEventType.Modified, @event, null, null);

    public static WatchEvent<ClusterEvent> Deleted(ClusterEvent @event) => new(WatchEventType.Deleted, @event, null, null);

    public static WatchEvent<ClusterEvent> Bookmark(string version) => new(WatchEventType.Bookmark, null, version, null);

    public static WatchEvent<ClusterEvent> Malformed() => new(WatchEventType.Malformed, null, null, new MalformedLine("{\"type\":", "it ends", 8));

    private void Note(string what)
    {
        lock (_gate)
            Calls.Add((what, time.GetUtcNow()));
    }

    private Queue<T> Steps<T>(Dictionary<string, Queue<T>> steps, string scope)
    {
        lock (_gate)
            return steps.TryGetValue(scope, out var queue) ? queue : steps[scope] = new Queue<T>();
    }

    internal sealed record ListStep(string Version, params ClusterEvent[] Items)
    {
        public string[] Malformed { get; init; } = [];

        public Exception? Failure { get; init; }
    }

    internal sealed record WatchStep(params WatchEvent<ClusterEvent>[] Lines)
    {
        public Exception? Failure { get; init; }

        public bool IsRefused { get; init; }

        public TimeSpan Silence { get; init; }
    }
}
