using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>An occurrence read from a recording.</summary>
/// <param name="Carried">Labels, annotations and owners as the record itself carries them; null if it carries none.</param>
/// <param name="Line">The line that it begins in, from 1.</param>
internal sealed record RecordedEvent(ClusterEvent Event, ObjectFacts? Carried, long Line);
