using EventExporter.Configuration.Loading;
using EventExporter.Pipeline.Rendering.Templates;
using EventExporter.Templating;

namespace EventExporter.Pipeline.Rendering.Layouts;

/// <summary>
/// Makes a layout from its YAML. Texts with templates are compiled, other values keep their type. Keys that begin with a dollar sign are
/// directives: <c>$if</c>, <c>$omitEmpty</c>, <c>$event: merge</c>, and <c>$raw</c> as the only key of a mapping.
/// </summary>
internal sealed class LayoutBuilder(TemplateCompiler templates)
{
    /// <summary>As kubernetes-event-exporter has it: in files in Go's language every templated value is a text.</summary>
    private readonly bool _alwaysText = templates.Language == TemplateLanguage.Go;

    /// <param name="withTimestamp">Begin with <c>@timestamp</c> unless the layout has it.</param>
    public LayoutRenderer Build(ConfigNode layout, bool deDot, bool withTimestamp)
    {
        if (layout is ScalarNode { IsNull: false } text)
            return new LayoutRenderer(new LayoutLiteral(null), Compile(text), templates.Language, deDot);
        var root = Node(layout, withTimestamp);
        return new LayoutRenderer(root, null, templates.Language, deDot);
    }

    private LayoutNode Node(ConfigNode node, bool withTimestamp = false) => node switch
    {
        ScalarNode scalar when TemplateCompiler.IsTemplate(scalar.Value) => new LayoutTemplate(Compile(scalar), _alwaysText),
        ScalarNode scalar => new LayoutLiteral(scalar.Typed()),
        SequenceNode list => new LayoutList([.. list.Items.Select(item => Node(item))]),
        MappingNode map when map.Entries is [{ Name: "$raw", Value: ScalarNode raw }] => new LayoutRaw(Compile(raw)),
        MappingNode map => Map(map, withTimestamp),
        _ => new LayoutLiteral(null),
    };

    private LayoutMap Map(MappingNode map, bool withTimestamp)
    {
        var entries = new List<LayoutEntry>();
        if (withTimestamp && map.Find("@timestamp") is null)
            entries.Add(new LayoutEntry("@timestamp", null, new LayoutTimestamp()));
        foreach (var entry in map.Entries.Where(e => !LayoutDirectives.IsDirective(e.Name)))
            entries.Add(new LayoutEntry(entry.Name, TemplateCompiler.IsTemplate(entry.Name) ? Compile(entry.Key) : null, Node(entry.Value)));
        return new LayoutMap(
            entries,
            map.Find("$if")?.Value is ScalarNode condition ? Compile(condition) : null,
            map.Find("$omitEmpty")?.Value is ScalarNode { Value: "true" },
            map.Find("$event")?.Value is ScalarNode { Value: "merge" });
    }

    private PlacedTemplate Compile(ScalarNode text) => templates.Compile(text.Value, $"{text.Location.File}:{text.Location.Line}");
}
