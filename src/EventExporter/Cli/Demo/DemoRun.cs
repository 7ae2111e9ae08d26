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
        await using var cluster = await SampleApiServer.StartAsync();
        var kubeconfig = Path.Combine(folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, cluster.KubeconfigText, CancellationToken.None);

        using var loggers = Logs.Create(configuration.LogLevel, configuration.LogFormat, TimeProvider.System);
        using var metrics = new ExporterMetrics();
        await using var terminal = Console.OpenStandardOutput();
        var surroundings = new ExporterSurroundings(metrics, new HealthBoard(), loggers, TimeProvider.System)
        {
            StandardOutput = receiver => new LabelledStream(terminal, receiver, !Console.IsOutputRedirected),
        };
        var run = new ClusterRun(configuration, ClusterAccess.Resolve(new ClusterAccessOptions { Kubeconfig = kubeconfig }), surroundings);
        await Console.Error.WriteLineAsync(Introduction(cluster, kubeconfig));

        var player = new ScenarioPlayer(cluster.Store, ScenarioCatalog.Find(scenario)!, new ScenarioOptions { Speed = speed });
        using var curtain = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var playing = player.PlayAsync(curtain.Token);
        await run.RunAsync(stop, abort);
        await curtain.CancelAsync();
        await playing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Console.Error.WriteAsync("\n" + DeliverySummary.Write(run.Exporter?.Receivers.Statuses ?? [], run.Reasons));
    }

    private string Introduction(SampleApiServer cluster, string kubeconfig) =>
        $"""
        A sample cluster is at {cluster.Address} and plays '{scenario}': {ScenarioCatalog.Find(scenario)!.Description}
        The exporter watches it with the routes of examples/demo.yaml. Look at the cluster yourself:
            kubectl --kubeconfig {kubeconfig} get events -A --watch
        'on-call' gets errors, 'team-payments' what concerns its pods; 'everything' goes to a file. Ctrl-C ends it.

        """;
}
