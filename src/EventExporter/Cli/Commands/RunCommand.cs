using System.CommandLine;
using EventExporter.Configuration.Model;
using EventExporter.Hosting;
using EventExporter.Kubernetes.Access;
using EventExporter.Telemetry;

namespace EventExporter.Cli.Commands;

/// <summary>The exporter itself: in a pod, or against a kubeconfig.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = SharedOptions.Config();
        var kubeconfig = SharedOptions.Kubeconfig();
        var context = SharedOptions.Context();
        var command = new Command("run", "Watch the events of a cluster and take them to the receivers.") { config, kubeconfig, context };
        command.SetAction((parsed, _) => RunAsync(ConfigurationFile.Load(parsed.GetRequiredValue(config)), parsed.GetValue(kubeconfig), parsed.GetValue(context)));
        return command;
    }

    private static async Task<int> RunAsync(ExporterConfiguration configuration, string? kubeconfig, string? context)
    {
        using var signals = new StopSignals();
        using var loggers = Logs.Create(configuration.LogLevel, configuration.LogFormat, TimeProvider.System);
        using var metrics = new ExporterMetrics();
        var surroundings = new ExporterSurroundings(metrics, new HealthBoard(), loggers, TimeProvider.System);
        var run = new ClusterRun(configuration, Access(kubeconfig, context), surroundings);
        try
        {
            await run.RunAsync(signals.Stop, signals.Abort);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            // Stopped before or while it started: an orderly end too.
        }

        return ExitCode.Success;
    }

    private static ClusterAccess Access(string? kubeconfig, string? context)
    {
        try
        {
            return ClusterAccess.Resolve(new ClusterAccessOptions { Kubeconfig = kubeconfig, Context = context });
        }
        catch (ClusterAccessException problem)
        {
            throw UserError.Failure($"event-exporter: {problem.Message}\nWithout a cluster at hand, try 'event-exporter demo'.");
        }
    }
}
