using EventExporter.Templating.Diagnostics;
using EventExporter.Templating.Syntax.Statements;

namespace EventExporter.Templating.Go.Parsing;

/// <summary>The named templates of one text, and the uses of those that it takes from the host.</summary>
public sealed class TemplateSet
{
    private readonly Dictionary<string, TemplateDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly List<(string Name, TextSpan Span, SourceText Source)> _uses = [];

    public bool TryGet(string name, out TemplateDefinition? definition) => _definitions.TryGetValue(name, out definition);

    public void Define(TemplateDefinition definition) => _definitions[definition.Name] = definition;

    public void Use(string name, TextSpan span, SourceText source) => _uses.Add((name, span, source));

    /// <summary>Reads the host's templates that are used, and reports names that nobody defines.</summary>
    internal void Complete(TemplateOptions options, DiagnosticBag diagnostics, Func<SourceText, DiagnosticBag, BlockStatement> parse)
    {
        for (var i = 0; i < _uses.Count; i++)
        {
            var (name, span, source) = _uses[i];
            if (_definitions.ContainsKey(name))
                continue;
            var place = ReferenceEquals(source, diagnostics.Source) ? span : default;
            if (!options.Includes.TryGetValue(name, out var text))
            {
                var hint = Nearest.Suggest(name, _definitions.Keys.Concat(options.Includes.Keys));
                diagnostics.Error(place, $"no template `{name}` is defined", hint ?? $"define it with `{{{{define \"{name}\"}}}}...{{{{end}}}}`");
                continue;
            }
            var included = new SourceText(text, name);
            // Defined before it is read, so that a template can use itself.
            Define(new TemplateDefinition(name, new BlockStatement { Span = default, Statements = [] }, included));
            var bag = new DiagnosticBag(included, options.Limits.MaxDiagnostics);
            var body = parse(included, bag);
            Define(new TemplateDefinition(name, body, included));
            foreach (var problem in bag.ToList())
                diagnostics.Error(place, $"the template `{name}` has a problem at {problem}");
        }
    }
}
