using EventExporter.Configuration.Loading;

namespace EventExporter.Pipeline.Rendering;

/// <summary>Makes the renderer of a receiver: the default document, or its layout.</summary>
/// <param name="layouts">Compiles layouts; null where there are none to be had (tests).</param>
internal sealed class EventRenderers(LayoutCompiler? layouts = null)
{
    /// <param name="layout">The receiver's <c>layout</c> as written; null for the default document.</param>
    /// <param name="deDot">See <see cref="EventDocument"/>.</param>
    /// <param name="withTimestamp">Begin the document with <c>@timestamp</c>, the time the event was last seen, unless the layout has it.</param>
    public IEventRenderer Create(ConfigNode? layout, bool deDot, bool withTimestamp = false)
    {
        if (layout is null or { IsNull: true })
            return new EventDocument(deDot, withTimestamp);
        return layouts is not null
            ? layouts(layout, deDot, withTimestamp)
            : throw new NotSupportedException("a layout needs a layout compiler");
    }
}
