using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>A nested object whose view depends on the language of the template that reads it.</summary>
internal interface IModelValue
{
    object As(TemplateLanguage language);
}
