using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Json;
using EventExporter.Pipeline.Sources.Occurrences;
using EventExporter.SampleCluster.Scenarios;
using EventExporter.SampleCluster.Storage;
using EventExporter.Testing;

namespace EventExporter.Tests.Pipeline.Analysis.Correlation.Support;

/// <summary>Plays a scenario as fast as it goes, on a clock of its own, and records what a watch would have seen, with what is known of the objects.</summary>
internal static class StormRecording
{
    /// <summary>When every story begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Finer than the pauses of the stories, so that events have their own times.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    /// <summary>Watch lines, as recordings hold them.</summary>
    public static IEnumerable<JsonObject> Play(Scenario scenario, int seed, TimeSpan length)
    {
        var time = new ManualTimeProvider(Start);
        var store = new ObjectStore(time, new ObjectStoreOptions { Seed = seed, EventTtl = null, HistoryWindow = TimeSpan.FromMinutes(1) });
        var player = new ScenarioPlayer(store, scenario, new ScenarioOptions { Seed = seed });
        using var watch = store.Subscribe(ResourceKinds.Event, store.ResourceVersion)!;
        for (var told = TimeSpan.Zero; told <= length; told += Step)
        {
            if (told > player.Elapsed)
                player.RunFor(told - player.Elapsed);
            while (watch.Changes.TryRead(out var change))
            {
                if (change.Type != ChangeType.Deleted)
                    yield return Line(store, change);
            }

            time.Advance(Step);
        }
    }

    public static IEnumerable<EnrichedEvent> Events(IEnumerable<JsonObject> lines)
    {
        var reader = new EventReader("", new ManualTimeProvider(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var tracker = new OccurrenceTracker();
        foreach (var line in lines)
        {
            var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(line["object"]!.ToJsonString()));
            json.Read();
            var record = reader.ReadRecord(ref json);
            if (tracker.SeeWatched(record.Event) is not { Growth: > 0 } sighting)
                continue;
            var occurrence = record.Event with { Delta = sighting.Growth };
            yield return new EnrichedEvent(occurrence, Facts(record, occurrence));
        }
    }

    private static ObjectFacts Facts(EventRecord record, ClusterEvent occurrence)
    {
        var facts = record.Carried ?? ObjectFacts.Unknown;
        return facts with { Node = EventExporter.Pipeline.Enrichment.EventNode.Of(occurrence) };
    }

    private static JsonObject Line(ObjectStore store, StoreChange change)
    {
        var body = change.Object.ToJson();
        body["metadata"]!.AsObject().Remove("managedFields");
        var about = body["involvedObject"]!.AsObject();
        var kind = ResourceKinds.Of((string?)about["apiVersion"] ?? "v1", (string)about["kind"]!);
        var known = store.Get(kind, kind == ResourceKinds.Node ? null : (string?)about["namespace"], (string)about["name"]!)?.ToJson();
        if (known?["metadata"]?["labels"] is { } labels)
            about["labels"] = labels.DeepClone();
        if (known?["metadata"]?["ownerReferences"] is { } owners)
            about["ownerReferences"] = owners.DeepClone();
        return new JsonObject { ["type"] = change.Type == ChangeType.Added ? "ADDED" : "MODIFIED", ["object"] = body };
    }
}
