using EventExporter.Configuration.Binding;
using EventExporter.Configuration.Loading;
using EventExporter.Configuration.Model;
using EventExporter.Pipeline.Rendering.Layouts;
using EventExporter.Pipeline.Rendering.Model;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating.Diagnostics;

namespace EventExporter.Configuration.Validation;

/// <summary>Every template is read in the language of the file, so that a mistake is known before the first event. Layouts know their directives.</summary>
internal sealed class TemplatesAreValid : IConfigurationRule
{
    public void Check(ValidationContext context)
    {
        var templates = TemplateFinder.Find(context.Configuration, context.Sources).ToList();
        var language = TemplateFinder.LanguageOf(context.Configuration, context.Sources);
        var compiler = new TemplateCompiler(language == TemplateLanguage.Go ? Templating.TemplateLanguage.Go : Templating.TemplateLanguage.Scriban, context.Configuration.Templates, TimeProvider.System);
        foreach (var template in templates)
            Check(context, template, compiler);
        foreach (var (name, text) in context.Configuration.Templates)
            Report(context, context.Sources.OfEntry(context.Configuration, "templates", name, 0), compiler.Parse(text).Diagnostics);
        foreach (var receiver in context.Configuration.Receivers)
            CheckLayouts(context, receiver.Options);
    }

    private static void Check(ValidationContext context, TemplateText template, TemplateCompiler compiler)
    {
        var place = new PlacedNode(template.Node, template.Path, template.Node.Location);
        if (LanguageChoice.Of(template.Text) is { } other && other != compiler.Language)
        {
            context.Error(
                place,
                $"the template {template.Node.Describe()} is written in {other}'s language, but the file's language is {compiler.Language}",
                "one language for the whole file: rewrite this one, or set templateLanguage");
            return;
        }

        var parsed = compiler.Parse(template.Text);
        Report(context, place, parsed.Diagnostics);
        if (parsed.Template is not null)
            Report(context, place, parsed.Template.Check(EventModel.Table.Shape(compiler.Language)));
    }

    private static void Report(ValidationContext context, PlacedNode place, IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            var location = place.Node is ScalarNode text ? text.Text.At(diagnostic.Line, diagnostic.Column) : place.Anchor;
            var message = "template: " + diagnostic.Message;
            if (diagnostic.Severity == DiagnosticSeverity.Error)
                context.Problems.Error(location, place.Path, message, diagnostic.Suggestion);
            else
                context.Problems.Warning(location, place.Path, message, diagnostic.Suggestion);
        }
    }

    private static void CheckLayouts(ValidationContext context, object options)
    {
        foreach (var property in OptionsClass.Of(options.GetType()).Properties)
        {
            if (property.Property.GetValue(options) is ConfigNode layout)
                CheckDirectives(context, layout, context.Sources.Of(options, property.Name).Path);
        }
    }

    private static void CheckDirectives(ValidationContext context, ConfigNode node, string path)
    {
        foreach (var (index, item) in (node as SequenceNode)?.Items.Index() ?? [])
            CheckDirectives(context, item, NodePath.Item(path, index));
        foreach (var entry in (node as MappingNode)?.Entries ?? [])
        {
            var below = NodePath.Child(path, entry.Name);
            if (LayoutDirectives.Check((MappingNode)node, entry) is var (message, hint))
                context.Error(new PlacedNode(entry.Value, below, entry.Key.Location), message, hint);
            CheckDirectives(context, entry.Value, below);
        }
    }
}
