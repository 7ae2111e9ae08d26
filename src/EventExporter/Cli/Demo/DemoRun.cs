using EventExporter.Hosting;
using EventExporter.Kubernetes.Access;
using EventExporter.Pipeline.Delivery;
using EventExporter.SampleCluster.Scenarios;
using EventExporter.SampleCluster.Server;
using EventExporter.Telemetry;

namespace EventExporter.Cli.Demo;

/// <summary>
/// Starts the sample cluster, plays a scenario in it, and runs the exporter against it over HTTP as it would run against a real one.
/// Only the cluster is made up.
/// </summary>
internal sealed class DemoRun(string scenario, double speed, TimeSpan? duration)
{
    /// <summary>How long the cluster has been alive when the exporter first sees it: the dashboard should have something to show.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromMinutes(40);

    public static IEnumerable<string> Scenarios => ScenarioCatalog.All.Select(s => s.Name);

    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("event-exporter-demo-");
        try
        {
            using var signals = new StopSignals();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop);
            if (duration is { } time)
                ending.CancelAfter(time);
            await RunAsync(folder.FullName, ending.Token, signals.Abort);
            return ExitCode.Success;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunAsync(string folder, CancellationToken stop, CancellationToken abort)
    {
        var configuration = DemoConfiguration.Load(folder);
        var clock = new PastTime { Behind = Past };
        await using var cluster = await SampleApiServer.StartAsync(new SampleApiServerOptions { Time = clock });
        var kubeconfig = Path.Combine(folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, cluster.KubeconfigText, CancellationToken.None);

        var player = new ScenarioPlayer(cluster.Store, ScenarioCatalog.Find(scenario)!, new ScenarioOptions { Speed = speed });
        using var loggers = Logs.Create(configuration.LogLevel, configuration.LogFormat, TimeProvider.System);
        using var metrics = new ExporterMetrics();
        await using var terminal = Console.OpenStandardOutput();
        var surroundings = new ExporterSurroundings(metrics, new HealthBoard(), loggers, TimeProvider.System)
        {
            StandardOutput = receiver => new LabelledStream(terminal, receiver, !Console.IsOutputRedirected),
        };
        var run = new ClusterRun(configuration, ClusterAccess.Resolve(new ClusterAccessOptions { Kubeconfig = kubeconfig }), surroundings);
        await Console.Error.WriteLineAsync(Introduction(configuration.Server.Address, cluster, kubeconfig));

        using var curtain = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var playing = PlayAsync(player, clock, configuration.Server.Address, curtain.Token);
        await run.RunAsync(stop, abort);
        await curtain.CancelAsync();
        await playing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Console.Error.WriteAsync("\n" + DeliverySummary.Write(run.Exporter?.Receivers.Statuses ?? [], run.Reasons));
    }

    /// <summary>First the past, as fast as it can be told, then on with the clock.</summary>
    private static async Task PlayAsync(ScenarioPlayer player, PastTime clock, string address, CancellationToken cancellation)
    {
        await Task.Run(() => player.CatchUp(clock, cancellation), cancellation);
        await Console.Error.WriteLineAsync($"That was the past {Past.TotalMinutes} minutes; from here on it is now. The dashboard is at http://{address}/.");
        await player.PlayAsync(cancellation);
    }

    private string Introduction(string address, SampleApiServer cluster, string kubeconfig) =>
        $"""
        Open http://{address}/ in a browser: the dashboard.

        A sample cluster is at {cluster.Address} and plays '{scenario}': {ScenarioCatalog.Find(scenario)!.Description}
        The exporter watches it with the routes of examples/demo.yaml. Look at the cluster yourself:
            kubectl --kubeconfig {kubeconfig} get events -A --watch
        'on-call' gets errors, 'team-payments' what concerns its pods; 'everything' goes to a file. Ctrl-C ends it.

        """;
}
