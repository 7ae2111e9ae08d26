using System.Threading.Channels;

namespace EventExporter.Pipeline.Sources;

/// <summary>Several sources into one pipeline. If one fails, the others are stopped and the failure is passed on.</summary>
internal sealed class MergedSource(params IReadOnlyList<IEventSource> sources) : IEventSource
{
    public async Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAll(sources.Select(source => RunAsync(source, output, failing)));
    }

    private static async Task RunAsync(IEventSource source, ChannelWriter<SourceItem> output, CancellationTokenSource failing)
    {
        try
        {
            await source.RunAsync(output, failing.Token);
        }
        catch
        {
            await failing.CancelAsync();
            throw;
        }
    }
}
