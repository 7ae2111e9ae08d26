using System.Threading.Channels;
using EventExporter.Pipeline.Journal;
using EventExporter.Pipeline.Sources.Kubernetes;

namespace EventExporter.Pipeline.Sources;

/// <summary>
/// Gaps that the journal itself has found, of a damaged file or of a receiver that lagged too far, as events that travel the routes.
/// They are on record already: only the event is made here.
/// </summary>
internal sealed class JournalGapSource(ChannelReader<Gap> gaps, string cluster) : IEventSource
{
    public async Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        await foreach (var gap in gaps.ReadAllAsync(stop))
        {
            var item = new SourceItem(WatchGapEvent.Create(gap, cluster), null, null, null) { Carried = WatchGapEvent.Facts(gap) };
            await output.WriteAsync(item, stop);
        }
    }
}
