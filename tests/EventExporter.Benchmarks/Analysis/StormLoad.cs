using EventExporter.Backtest;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Replay;

namespace EventExporter.Benchmarks.Analysis;

/// <summary>The recorded storms, one after the other, at a pace of their own and as often as wanted.</summary>
internal sealed class StormLoad
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly List<EnrichedEvent> _events = [];

    public int Count => _events.Count;

    public static async Task<StormLoad> ReadAsync(string folder)
    {
        var load = new StormLoad();
        foreach (var file in Directory.GetFiles(folder, "watch.jsonl.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            await using var recording = await Recording.OpenAsync(file, Console.OpenStandardInput, CancellationToken.None);
            var past = await RecordedPast.ReadAsync(new EventFileReader(new EventReader("", TimeProvider.System)), [recording], CancellationToken.None);
            await foreach (var recorded in past.ReadAsync(CancellationToken.None))
                load._events.Add(recorded);
        }

        return load;
    }

    /// <summary>All events, packed closer than they happened: so many a second, each round after the one before.</summary>
    public EnrichedEvent[] Round(int round, int perSecond) =>
        [.. _events.Select((past, i) => At(past, Start + TimeSpan.FromSeconds(((round * (double)_events.Count) + i) / perSecond)))];

    /// <summary>Kubernetes tells when an event happened to the second.</summary>
    public static DateTimeOffset ToTheSecond(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static EnrichedEvent At(EnrichedEvent past, DateTimeOffset time) => past with
    {
        Event = past.Event with
        {
            FirstTimestamp = ToTheSecond(time) - (past.Event.LastSeen - past.Event.FirstSeen),
            LastTimestamp = ToTheSecond(time),
            EventTime = null,
            Series = null,
            ObservedAt = time,
        },
    };
}
