using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>What a layout is written from: the event, and the view of it that the templates' language has.</summary>
internal sealed record LayoutScope(AnalyzedEvent Event, object Model, bool DeDot);
