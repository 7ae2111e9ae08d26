namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>The time the event was last seen, which data streams require as <c>@timestamp</c>.</summary>
internal sealed class LayoutTimestamp : LayoutNode
{
    public override object? Resolve(LayoutScope scope) => scope.Event.Event.LastSeen;
}
