using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Model;

/// <summary>Several values with the members they have.</summary>
internal sealed class ModelList<T>(IReadOnlyList<T> values, ModelTable<T> table) : IModelValue
{
    public object As(TemplateLanguage language) => values.Select(value => (object)new ModelObject<T>(value, table, language)).ToList();
}
