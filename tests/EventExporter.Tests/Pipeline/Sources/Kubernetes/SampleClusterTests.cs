using System.Text.Json.Nodes;
using System.Threading.Channels;
using EventExporter.Kubernetes;
using EventExporter.Kubernetes.Access;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources;
using EventExporter.Pipeline.Sources.Kubernetes;
using EventExporter.SampleCluster.Faults;
using EventExporter.SampleCluster.Flood;
using EventExporter.SampleCluster.Playback;
using EventExporter.SampleCluster.Server;
using EventExporter.SampleCluster.Storage;
using EventExporter.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Sources.Kubernetes;

/// <summary>The source, the real client and an API server over HTTP.</summary>
public sealed class SampleClusterTests : IAsyncDisposable
{
    private const string Sentinel = "the-end";

    private static readonly string Recording = Path.Combine(RepositoryRoot(), "examples", "recordings", "control-plane");

    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(60));
    private readonly Channel<SourceItem> _items = Channel.CreateBounded<SourceItem>(64);
    private readonly Dictionary<string, int> _counted = [];
    private readonly ExporterMetrics _metrics = new();
    private int _gaps;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Every_event_of_a_recorded_control_plane_arrives_with_its_true_count()
    {
        await using var server = await SampleApiServer.StartAsync();
        var opened = NextWatchAsync(server);
        var running = RunAsync(server, new KubernetesSourceOptions { StartWithAll = true });
        await opened;
        RecordingPlayer.Load(server.Store, Recording, moveToNow: true).PlayAll();
        await CountUntilTheEndAsync(server, running);

        AssertTrueCounts();
        Assert.Equal(0, _gaps);
    }

    [Fact]
    public async Task No_fault_of_the_api_server_makes_a_count_wrong()
    {
        await using var server = await SampleApiServer.StartAsync();
        var player = RecordingPlayer.Load(server.Store, Recording, moveToNow: true);
        var opened = NextWatchAsync(server);
        var running = RunAsync(server, new KubernetesSourceOptions { StartWithAll = true });
        await opened;
        Action[] faults =
        [
            server.Faults.BreakWatches,
            () => Expire(server, player, GoneForm.ErrorEvent),
            server.Faults.MalformNextLine,
            () => server.Faults.CutNextLine(breakConnection: true),
            () => server.Faults.CutNextLine(breakConnection: false),
            () => Overload(server),
            () => Expire(server, player, GoneForm.HttpStatus),
            server.Faults.CloseWatches,
        ];
        foreach (var fault in faults)
        {
            fault();
            for (var i = 0; i < 20; i++)
                player.Step();
            // Caught up, so that the next fault does not only meet the last one.
            var expected = Counts(server.Store.Snapshot(ResourceKinds.Event).Items.Select(e => e.ToJson()));
            await Count(() => expected.Any(e => _counted.GetValueOrDefault(e.Key) < e.Value), running);
        }

        player.PlayAll();
        server.Faults.Clear();
        await CountUntilTheEndAsync(server, running);

        AssertTrueCounts();
        Assert.InRange(_gaps, 1, 3);
    }

    [Fact]
    public async Task A_list_of_a_hundred_thousand_events_streams_through_a_small_queue()
    {
        await using var server = await SampleApiServer.StartAsync();
        server.Flood = new EventFlood(new EventFloodOptions { Listed = 100_000, Watched = 0 });
        var running = RunAsync(server, new KubernetesSourceOptions { StartWithAll = true });
        await Count(() => _counted.Count < 100_000, running);

        Assert.Equal(100_000, _counted.Values.Sum());
    }

    /// <summary>What is written between the break and the compaction can no longer be watched.</summary>
    private static void Expire(SampleApiServer server, RecordingPlayer player, GoneForm form)
    {
        server.Faults.BreakWatches();
        for (var i = 0; i < 5; i++)
            player.Step();
        server.Faults.ExpireHistory(form);
    }

    private static void Overload(SampleApiServer server)
    {
        server.Faults.FailNext(3, 429, retryAfter: TimeSpan.FromSeconds(1));
        server.Faults.BreakWatches();
    }

    private static Task NextWatchAsync(SampleApiServer server) =>
        server.Requests.NextAsync(r => r.IsWatch);

    private async Task RunAsync(SampleApiServer server, KubernetesSourceOptions options)
    {
        using var client = new KubernetesClient(ClusterAccess.ForServer(server.Address));
        var time = new FastTime(40);
        var api = new KubernetesEventsApi(client, new EventReader("", TimeProvider.System), fieldSelector: null);
        var services = new SourceServices(api, options, _metrics, new HealthBoard(), NullLogger.Instance, time, () => 0.5);
        await new KubernetesEventSource(services, ResumePoint.None).RunAsync(_items.Writer, _stop.Token);
    }

    private async Task CountUntilTheEndAsync(SampleApiServer server, Task running)
    {
        server.Store.Create(ResourceKinds.Event, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = Sentinel, ["namespace"] = "default" },
            ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = "default", ["name"] = "x" },
            ["reason"] = Sentinel,
            ["type"] = "Normal",
        });
        await Count(() => !_counted.ContainsKey(Sentinel), running);
    }

    private Task Count(Task until) => Count(() => !until.IsCompleted, until);

    private async Task Count(Func<bool> goOn, Task orUntil)
    {
        while (true)
        {
            while (_items.Reader.TryRead(out var item))
                Count(item);
            if (!goOn())
                return;
            await Task.WhenAny(_items.Reader.WaitToReadAsync(_stop.Token).AsTask(), orUntil);
            Assert.False(_stop.IsCancellationRequested, $"{_counted.Count} events and {_gaps} gaps, then nothing");
            if (orUntil.IsFaulted)
                await orUntil;
        }
    }

    private void Count(SourceItem item)
    {
        if (item.Gap is not null)
            _gaps++;
        else if (item.Event is { } occurrence)
            _counted[occurrence.Reason == Sentinel ? Sentinel : occurrence.Uid] = _counted.GetValueOrDefault(occurrence.Uid) + occurrence.Delta;
    }

    private void AssertTrueCounts()
    {
        var expected = TrueCounts();
        Assert.NotEmpty(expected);
        var wrong = expected.Where(e => _counted.GetValueOrDefault(e.Key) != e.Value)
            .Select(e => $"{e.Key}: {_counted.GetValueOrDefault(e.Key)} instead of {e.Value}");
        Assert.Empty(wrong);
    }

    private static Dictionary<string, int> TrueCounts()
    {
        var list = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Recording, "final.json")))!;
        return Counts(list["items"]!.AsArray().Select(e => e!.AsObject()));
    }

    private static Dictionary<string, int> Counts(IEnumerable<JsonObject> events) => events.ToDictionary(
        e => (string)e["metadata"]!["uid"]!,
        e => (int?)e["series"]?["count"] ?? (int?)e["count"] ?? 1);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EventExporter.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    /// <summary>The system's time, faster: waits of the source pass quickly.</summary>
    private sealed class FastTime(int factor) : TimeProvider
    {
        private readonly long _start = System.GetTimestamp();
        private readonly DateTimeOffset _startedAt = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _startedAt + (System.GetElapsedTime(_start) * factor);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / factor : dueTime, period);
    }
}
