namespace EventExporter.Pipeline.Events.Json;

/// <summary>What one JSON object said: the event, and the facts about its object if the record carried any.</summary>
/// <param name="Carried">
/// Labels, annotations, owners and deletion as written inside <c>involvedObject</c> (documents of an event exporter carry them, the
/// API server never does); null if there were none.
/// </param>
internal readonly record struct EventRecord(ClusterEvent Event, ObjectFacts? Carried);
