using System.Text.Json;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>A part of a layout. What it comes to for an event is known before anything is written, so that a key can be left out.</summary>
internal abstract class LayoutNode
{
    /// <summary>Stands for "leave this out, with its key".</summary>
    public static readonly object Omitted = new();

    /// <summary>What this part comes to; <see cref="Omitted"/> where it disappears.</summary>
    public abstract object? Resolve(LayoutScope scope);

    /// <summary>Writes what <see cref="Resolve"/> gave.</summary>
    public virtual void Write(Utf8JsonWriter json, object? resolved, LayoutScope scope) => JsonValueWriter.Write(json, resolved);
}
