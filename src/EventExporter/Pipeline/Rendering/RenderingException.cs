namespace EventExporter.Pipeline.Rendering;

/// <summary>An event cannot be rendered with the layout of its receiver. The message says where in the layout and why.</summary>
internal sealed class RenderingException(string message, Exception? inner = null) : Exception(message, inner);
