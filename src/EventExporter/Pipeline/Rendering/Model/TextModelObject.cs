using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>An object that prints as a text of its own.</summary>
internal sealed class TextModelObject<T>(T value, ModelTable<T> table, TemplateLanguage language, string text)
    : ModelObject<T>(value, table, language), ITextTemplateObject
{
    public string Text => text;
}
