using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Rendering.Model;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering;

/// <summary>A text that is the same for every event, or made for each by a template: an address, a header, an index.</summary>
internal sealed class EventText(string text, PlacedTemplate? template, TemplateLanguage language)
{
    public bool IsConstant => template is null;

    /// <exception cref="RenderingException">The template fails for this event.</exception>
    public string For(AnalyzedEvent analyzed) => template is null ? text : template.Text(EventModel.Of(analyzed, language));
}
