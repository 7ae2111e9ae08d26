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
    private string[] _lines = [];
    private int _depth;

    /// <summary>The root of the file; null when it is empty or not YAML, which is then among the problems.</summary>
    public ConfigNode? Read(string text)
    {
        _lines = text.Split('\n');
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                problems.Error(new SourceLocation(file, 1, 1), "", "the file is empty", "it needs at least 'route' and 'receivers'");
                return null;
            }

            var root = ReadNode(parser, "");
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
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet 16 gives up so on some malformed flow mappings, such as "{a: b:" at the end of a line.
            var place = parser.Current?.End ?? Mark.Empty;
            YamlSyntaxProblem.Report(new YamlException(place, place, "A mapping or list in brackets cannot be read"), file, text, problems);
            return null;
        }
    }

    private ConfigNode ReadNode(IParser parser, string path)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Resolve(alias, path);
        if (++_depth > DeepestNesting)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"Nested more than {DeepestNesting} levels deep.");

        if (parser.Current is not NodeEvent start)
            throw new YamlException(parser.Current!.Start, parser.Current.End, "A value is missing.");

        ConfigNode node = parser.Current switch
        {
            Scalar => ReadScalar(parser.Consume<Scalar>(), path),
            SequenceStart => ReadSequence(parser, path),
            _ => ReadMapping(parser, path),
        };
        _depth--;
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = node;
        return node;
    }

    private ConfigNode Resolve(AnchorAlias alias, string path)
    {
        if (_anchors.TryGetValue(alias.Value.Value, out var node))
            return node;
        problems.Error(At(alias), path, $"alias '*{alias.Value.Value}' has no anchor above it",
            $"write &{alias.Value.Value} at the value meant; a text that begins with * needs quotes");
        return new ScalarNode(At(alias), "", new ExpandedText("", IsUnresolved: true), isPlain: true);
    }

    private ScalarNode ReadScalar(Scalar scalar, string path) =>
        new(At(scalar), scalar.Value, expander.Expand(scalar.Value, At(scalar), path), IsPlain(scalar), ScalarText.Of(scalar, file, _lines));

    private ScalarNode ReadKey(Scalar scalar) => new(At(scalar), scalar.Value, new ExpandedText(scalar.Value), IsPlain(scalar));

    private static bool IsPlain(Scalar scalar) => scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.Value != "tag:yaml.org,2002:str");

    private SequenceNode ReadSequence(IParser parser, string path)
    {
        var start = parser.Consume<SequenceStart>();
        var items = new List<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(parser, NodePath.Item(path, items.Count)));
        return new SequenceNode(At(start), items);
    }

    private MappingNode ReadMapping(IParser parser, string path)
    {
        var start = parser.Consume<MappingStart>();
        var entries = new MappingBuilder(path, problems);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var key))
                entries.Add(new MappingEntry(ReadKey(key), ReadNode(parser, NodePath.Child(path, key.Value))));
            else
                SkipEntryWithoutName(parser, path);
        }

        return new MappingNode(At(start), entries.Build());
    }

    // A key that is itself a mapping or list: almost always {{ .Template }} without quotes.
    private void SkipEntryWithoutName(IParser parser, string path)
    {
        var key = parser.Current!;
        if (key is MappingStart)
            problems.Error(At(key), path, "a mapping cannot be a key", YamlSyntaxProblem.QuoteHint);
        else
            problems.Error(At(key), path, "a key must be text", "put it in quotes");
        ReadNode(parser, path);
        ReadNode(parser, path);
    }

    private SourceLocation At(ParsingEvent parsed) => new(file, (int)parsed.Start.Line, (int)parsed.Start.Column);
}
