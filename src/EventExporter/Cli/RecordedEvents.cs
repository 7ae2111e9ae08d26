using System.Runtime.CompilerServices;
using EventExporter.Configuration.Model;
using EventExporter.Hosting;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Occurrences;
using EventExporter.Pipeline.Sources.Replay;

namespace EventExporter.Cli;

/// <summary>The events of a file for commands that look at them one by one: checked as a whole, analysed, with the facts they carry themselves.</summary>
internal static class RecordedEvents
{
    public static async IAsyncEnumerable<AnalyzedEvent> ReadAsync(ExporterConfiguration configuration, string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var recording = await Recordings.OpenAsync(path, cancellation);
        var reader = new EventFileReader(new EventReader(configuration.ClusterName, TimeProvider.System));
        await Recordings.CheckAsync(reader, [recording], cancellation);
        var analyzer = Composition.Analyzer(configuration);
        await foreach (var recorded in reader.ReadAsync(recording, new OccurrenceTracker(), cancellation))
            yield return analyzer.Analyze(new EnrichedEvent(recorded.Event, recorded.Carried ?? ObjectFacts.Unknown));
    }
}
