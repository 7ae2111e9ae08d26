using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>A YAML parser whose errors name the input and the line.</summary>
internal sealed class YamlCursor(IParser parser, string name)
{
    private bool _started;

    /// <summary>The line of the next event, from 1.</summary>
    public long Line => Peek().Start.Line;

    public T Take<T>() where T : ParsingEvent => TryTake<T>() ?? throw Error($"unexpected {Describe(Peek())}");

    /// <summary>The next event if it is of this kind; else null, and it stays.</summary>
    public T? TryTake<T>() where T : ParsingEvent
    {
        if (Peek() is not T taken)
            return null;
        if (taken is not StreamEnd)
            Move();
        return taken;
    }

    public RecordingException Error(string what) => new($"{name}, line {Line}: {what}");

    private ParsingEvent Peek()
    {
        if (!_started)
            Move();
        return parser.Current!;
    }

    private void Move()
    {
        _started = true;
        try
        {
            parser.MoveNext();
        }
        catch (YamlException e)
        {
            throw new RecordingException($"{name}, line {e.Start.Line}: not valid YAML: {e.Message}", e);
        }
    }

    private static string Describe(ParsingEvent @event) => @event switch
    {
        AnchorAlias alias => $"alias \"*{alias.Value}\" (recordings have no aliases)",
        MappingStart => "mapping",
        SequenceStart => "sequence",
        Scalar scalar => $"\"{scalar.Value}\"",
        _ => "end",
    };
}
