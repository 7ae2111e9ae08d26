namespace EventExporter.Pipeline.Rendering.Templates;

/// <summary>A text of the configuration is no template. The message says where and why.</summary>
internal sealed class TemplateSyntaxException(string message) : Exception(message);
