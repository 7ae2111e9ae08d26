using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>A value together with the members it has and the text it prints as.</summary>
internal sealed class TextModelValue<T>(T value, ModelTable<T> table, string text) : IModelValue
{
    public object As(TemplateLanguage language) => new TextModelObject<T>(value, table, language, text);
}
