using EventExporter.Configuration.Loading;
using EventExporter.Pipeline.Rendering.Layouts;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering;

/// <summary>Makes what a receiver renders with: the default document or its layout, and texts that may be templates.</summary>
/// <param name="templates">The templates' language and functions; null for Scriban without named templates.</param>
internal sealed class EventRenderers(TemplateCompiler? templates = null)
{
    private readonly TemplateCompiler _templates =
        templates ?? new TemplateCompiler(TemplateLanguage.Scriban, new Dictionary<string, string>(), TimeProvider.System);

    /// <param name="layout">The receiver's <c>layout</c> as written; null for the default document.</param>
    /// <param name="deDot">See <see cref="EventDocument"/>.</param>
    /// <param name="withTimestamp">Begin the document with <c>@timestamp</c>, the time the event was last seen, unless the layout has it.</param>
    public IEventRenderer Create(ConfigNode? layout, bool deDot, bool withTimestamp = false) =>
        layout is null or { IsNull: true }
            ? new EventDocument(deDot, withTimestamp)
            : new LayoutBuilder(_templates).Build(layout, deDot, withTimestamp);

    /// <summary>An option's text that may be a template.</summary>
    /// <param name="place">The option, for messages.</param>
    public EventText Text(string text, string place) => new(text, TemplateCompiler.IsTemplate(text) ? _templates.Compile(text, place) : null, _templates.Language);
}
