using System.Threading.Channels;
using EventExporter.Kubernetes.Leases;
using EventExporter.Telemetry;

namespace EventExporter.Pipeline.Sources;

/// <summary>
/// Runs a source only while this replica leads. It is made anew each time, so that it resumes from what the journal holds by then.
/// Delivery needs no leader: what is in this replica's journal is this replica's to deliver.
/// </summary>
internal sealed class LeaderSource(LeaderElector elector, HealthBoard health, Func<IEventSource> create) : IEventSource
{
    private const string Part = "leader";

    public async Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        health.Report(Part, HealthState.NotReady, "another replica leads, or none has been elected yet");
        await elector.RunAsync(
            async led =>
            {
                try
                {
                    // The source says first that it is not ready: between the two reports a probe would find nothing wrong.
                    var running = create().RunAsync(output, led);
                    health.Report(Part, HealthState.Ok);
                    await running;
                }
                finally
                {
                    health.Report(Part, HealthState.NotReady, "not the leader");
                }
            },
            stop);
    }
}
