using System.Threading.Channels;

namespace EventExporter.Pipeline.Sources;

/// <summary>Where events come from: a cluster, a recorded file, the HTTP endpoint.</summary>
internal interface IEventSource
{
    /// <summary>Writes items until there are no more or it is stopped. Does not complete the writer.</summary>
    Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop);
}
