using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Delivery.Quiet;

/// <summary>A field that events are grouped by.</summary>
/// <param name="Name">As written in the configuration, and the label's name in templates.</param>
internal sealed record GroupField(string Name, Func<AnalyzedEvent, string> Read);
