using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;

namespace EventExporter.Pipeline.Rendering.Templates;

/// <summary>Finds every text of a configuration that may be a template: layouts, and the options that are declared so.</summary>
internal static class TemplateFinder
{
    public static IEnumerable<TemplateText> Find(ExporterConfiguration configuration, SourceMap sources) =>
        configuration.Receivers.SelectMany(receiver => InSection(receiver.Options, sources))
            .Concat(configuration.Alerts.SelectMany(alert => InSection(alert, sources)));

    /// <summary>The language of the whole file: as configured, or what its templates look like. Never <c>Auto</c>.</summary>
    public static Configuration.Model.TemplateLanguage LanguageOf(ExporterConfiguration configuration, SourceMap sources)
    {
        if (configuration.TemplateLanguage != Configuration.Model.TemplateLanguage.Auto)
            return configuration.TemplateLanguage;
        var texts = Find(configuration, sources).Select(t => t.Text).Concat(configuration.Templates.Values);
        return LanguageChoice.OfAll(texts) == Templating.TemplateLanguage.Go ? Configuration.Model.TemplateLanguage.Go : Configuration.Model.TemplateLanguage.Scriban;
    }

    private static IEnumerable<TemplateText> InSection(object section, SourceMap sources)
    {
        foreach (var property in OptionsClass.Of(section.GetType()).Properties)
        {
            var value = property.Property.GetValue(section);
            if (value is ConfigNode || property.Option.IsTemplate)
            {
                var place = sources.Of(section, property.Name);
                foreach (var text in InNode(place.Node, place.Path))
                    yield return text;
            }
        }
    }

    private static IEnumerable<TemplateText> InNode(ConfigNode node, string path) => node switch
    {
        ScalarNode scalar => TemplateCompiler.IsTemplate(scalar.Value) ? [new TemplateText(scalar, path)] : [],
        SequenceNode list => list.Items.SelectMany((item, index) => InNode(item, NodePath.Item(path, index))),
        MappingNode map => map.Entries.SelectMany(entry => InNode(entry.Key, NodePath.Child(path, entry.Name)).Concat(InNode(entry.Value, NodePath.Child(path, entry.Name)))),
        _ => [],
    };
}
