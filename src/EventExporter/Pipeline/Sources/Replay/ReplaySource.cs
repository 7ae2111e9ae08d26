using System.Threading.Channels;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>Plays recordings once, one after the other, then ends. They are checked as a whole first: a mistake means that nothing is sent.</summary>
internal sealed class ReplaySource(EventFileReader reader, IReadOnlyList<Recording> recordings) : IEventSource
{
    /// <exception cref="RecordingException">A recording has problems. Nothing was written.</exception>
    public async Task RunAsync(ChannelWriter<SourceItem> output, CancellationToken stop)
    {
        await ValidateAsync(stop);
        var tracker = new OccurrenceTracker();
        foreach (var recording in recordings)
        {
            await foreach (var recorded in reader.ReadAsync(recording, tracker, stop))
                await output.WriteAsync(new SourceItem(recorded.Event, null, null, null) { Carried = recorded.Carried }, stop);
        }
    }

    private async Task ValidateAsync(CancellationToken stop)
    {
        var problems = new List<string>();
        foreach (var recording in recordings)
            problems.AddRange((await reader.ValidateAsync(recording, stop)).Problems);
        if (problems.Count > 0)
            throw new RecordingException(string.Join('\n', problems.Append("Nothing was sent.")));
    }
}
