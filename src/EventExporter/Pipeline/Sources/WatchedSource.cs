using System.Threading.Channels;

namespace EventExporter.Pipeline.Sources;

/// <summary>A source, and whether it runs: while it does not, that no events come says nothing about the cluster.</summary>
internal sealed class WatchedSource(IEventSource source, SourceActivity activity) : IEventSource
{
    public async Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        activity.IsRunning = true;
        try
        {
            await source.RunAsync(output, stop);
        }
        finally
        {
            activity.IsRunning = false;
        }
    }
}
