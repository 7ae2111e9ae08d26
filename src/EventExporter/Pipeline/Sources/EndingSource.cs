using System.Threading.Channels;

namespace EventExporter.Pipeline.Sources;

/// <summary>A source, and what is to be done when it has ended by itself.</summary>
internal sealed class EndingSource(IEventSource source, Func<CancellationToken, Task> ended) : IEventSource
{
    public async Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        await source.RunAsync(output, stop);
        await ended(stop);
    }
}
