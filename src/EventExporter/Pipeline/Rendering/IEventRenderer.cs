using System.Buffers;
using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Rendering;

/// <summary>Writes the document that a receiver sends for an event: the default one, or the receiver's layout. May be called from several threads at once.</summary>
internal interface IEventRenderer
{
    /// <summary>
    /// Appends one JSON value without line breaks around it. Throws <see cref="RenderingException"/> if this event cannot be rendered;
    /// what was written by then is for the caller to take back.
    /// </summary>
    void Write(IBufferWriter<byte> output, AnalyzedEvent analyzed);
}
