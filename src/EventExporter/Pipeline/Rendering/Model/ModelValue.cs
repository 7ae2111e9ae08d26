using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>A value together with the members it has.</summary>
internal sealed class ModelValue<T>(T value, ModelTable<T> table) : IModelValue
{
    public object As(TemplateLanguage language) => new ModelObject<T>(value, table, language);
}
