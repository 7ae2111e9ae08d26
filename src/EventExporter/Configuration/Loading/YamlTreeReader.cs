using EventExporter.Configuration.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EventExporter.Configuration.Loading;

/// <summary>
/// Turns YAML into <see cref="ConfigNode"/>s. Anchors, aliases and merge keys (<c>&lt;&lt;</c>) are accepted; a key given twice,
/// an alias without its anchor and a second document are problems.
/// </summary>
internal sealed class YamlTreeReader(string file, ValueExpander expander, ProblemList problems)
{
    // Far beyond any layout; keeps a hostile file from exhausting the stack.
    private const int DeepestNesting = 100;

    private readonly Dictionary<string, ConfigNode> _anchors = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>The root of the file; null when it is empty or not YAML, which is then among the problems.</summary>
    public ConfigNode? Read(string text)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                problems.Error(new SourceLocation(file, 1, 1), "", "the file is empty", "it needs at least 'route' and 'receivers'");
                return null;
            }

            var root = ReadNode(parser);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
                problems.Error(At(second), "", "a second document begins here", "put everything into one document, without '---'");
            return root;
        }
        catch (YamlException exception)
        {
            YamlSyntaxProblem.Report(exception, file, text, problems);
            return null;
        }
    }

    private ConfigNode ReadNode(IParser parser)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Resolve(alias);
        if (++_depth > DeepestNesting)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"Nested more than {DeepestNesting} levels deep.");

        var start = (NodeEvent)parser.Current!;
        ConfigNode node = parser.Current switch
        {
            Scalar => ReadScalar(parser.Consume<Scalar>(), expand: true),
            SequenceStart => ReadSequence(parser),
            _ => ReadMapping(parser),
        };
        _depth--;
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = node;
        return node;
    }

    private ConfigNode Resolve(AnchorAlias alias)
    {
        if (_anchors.TryGetValue(alias.Value.Value, out var node))
            return node;
        problems.Error(At(alias), "", $"alias '*{alias.Value.Value}' has no anchor above it",
            $"write &{alias.Value.Value} at the value meant; a text that begins with * needs quotes");
        return new ScalarNode(At(alias), "", "", isPlain: true, isSensitive: false);
    }

    private ScalarNode ReadScalar(Scalar scalar, bool expand)
    {
        var location = At(scalar);
        var isPlain = scalar.Style == ScalarStyle.Plain && scalar.Tag != "tag:yaml.org,2002:str";
        var expanded = expand ? expander.Expand(scalar.Value, location) : new ExpandedText(scalar.Value, IsSensitive: false);
        return new ScalarNode(location, scalar.Value, expanded.Text, isPlain, expanded.IsSensitive);
    }

    private SequenceNode ReadSequence(IParser parser)
    {
        var start = parser.Consume<SequenceStart>();
        var items = new List<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(parser));
        return new SequenceNode(At(start), items);
    }

    private MappingNode ReadMapping(IParser parser)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new MappingBuilder(problems);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var key))
                entries.Add(new MappingEntry(ReadScalar(key, expand: false), ReadNode(parser)));
            else
                SkipEntryWithoutName(parser);
        }

        return new MappingNode(At(start), entries.Build());
    }

    // A key that is itself a mapping or list: almost always {{ .Template }} without quotes.
    private void SkipEntryWithoutName(IParser parser)
    {
        var key = parser.Current!;
        if (key is MappingStart)
            problems.Error(At(key), "", "a mapping cannot be a key", YamlSyntaxProblem.QuoteHint);
        else
            problems.Error(At(key), "", "a key must be text", "put it in quotes");
        ReadNode(parser);
        ReadNode(parser);
    }

    private SourceLocation At(ParsingEvent parsed) => new(file, (int)parsed.Start.Line, (int)parsed.Start.Column);
}
