namespace EventExporter.Pipeline.Events;

/// <summary>The running series of a recurring event as the newer recorder writes it (events.k8s.io/v1 EventSeries).</summary>
internal sealed record EventSeries(int Count, DateTimeOffset? LastObservedTime);
