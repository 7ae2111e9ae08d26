using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EventExporter.EndToEnd.Support;
using EventExporter.SampleCluster.Scenarios;
using EventExporter.SampleCluster.Server;

namespace EventExporter.EndToEnd.Dashboard;

/// <summary>An exporter whose cluster has had a busy hour, and a browser to look at it.</summary>
public abstract class DashboardStory(Chromium chromium) : Story, IClassFixture<Chromium>
{
    private protected const string WriteToken = "token-of-a-test-that-may-write";

    private readonly PastTime _clock = new();

    private protected override SampleApiServerOptions ClusterOptions => new() { Time = _clock };

    /// <summary>They are followed and shown, but few are told of: stories count events.</summary>
    private protected override string Incidents => "{minSeverity: critical}";

    private protected RunningExporter Exporter { get; private set; } = null!;

    private protected static void SkipWithoutChromium() =>
        Skip.If(Chromium.Executable is null, "no Chromium: install Debian's package, or name the program in CHROMIUM");

    /// <summary>Starts the exporter; everything that happens in the cluster from now on is in its history.</summary>
    private protected async Task StartAsync()
    {
        SkipWithoutChromium();
        Exporter = await RunUntilReadyAsync(Config(ElasticsearchReceiver(), FileReceiver()));
    }

    /// <summary>The hour before now, as the demo's scenario tells it, in the history.</summary>
    private protected async Task StartWithPastAsync()
    {
        await StartAsync();
        var refused = 0;
        Elasticsearch.ItemFault = _ => Interlocked.Increment(ref refused) % 60 == 0 ? (400, "document_parsing_exception", "failed to parse field [labels]") : null;
        _clock.Behind = TimeSpan.FromMinutes(50);
        var player = new ScenarioPlayer(Cluster.Store, ScenarioCatalog.Demo, new ScenarioOptions { Seed = 7 });
        await Task.Run(() => player.CatchUp(_clock, CancellationToken.None));
        await SettledAsync();
    }

    /// <summary>Everything that was received is delivered and in the history.</summary>
    private protected async Task SettledAsync()
    {
        await Eventually.TrueAsync(
            async () => await Exporter.MetricAsync("event_exporter_received_total") > 0 && await Exporter.MetricAsync("event_exporter_receiver_pending") == 0, () => Exporter.Log);
        await Eventually.TrueAsync(async () => await HistoryAsync() >= await Exporter.MetricAsync("event_exporter_received_total"), () => Exporter.Log);
    }

    private protected async Task<JsonDocument> AskAsync(string path)
    {
        var (status, text) = await Exporter.GetAsync("/api/v1" + path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {text}");
        return JsonDocument.Parse(text);
    }

    private protected Task<DashboardPage> OpenAsync(bool dark = false, int width = 1280, int height = 860) => chromium.OpenAsync(Exporter.Address, dark, width, height);

    /// <summary>A port that an exporter can come back to.</summary>
    private protected static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many records the history holds.</summary>
    private async Task<long> HistoryAsync()
    {
        using var stats = await AskAsync("/stats");
        return stats.RootElement.GetProperty("events").GetInt64();
    }
}
