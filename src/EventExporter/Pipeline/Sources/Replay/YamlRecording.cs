using System.Buffers;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>The records of a YAML input: documents, the elements of a top-level sequence, or the <c>items</c> of a Kubernetes list.</summary>
internal static class YamlRecording
{
    /// <exception cref="RecordingException">It is no YAML from there on.</exception>
    public static IEnumerable<RecordedItem> Read(TextReader input, string name)
    {
        var parser = new YamlCursor(new Parser(input), name);
        parser.Take<StreamStart>();
        while (parser.TryTake<DocumentStart>() is not null)
        {
            foreach (var item in ReadDocument(parser))
                yield return item;
            parser.Take<DocumentEnd>();
        }
    }

    private static IEnumerable<RecordedItem> ReadDocument(YamlCursor parser)
    {
        if (parser.TryTake<SequenceStart>() is not null)
            return ReadElements(parser);
        if (parser.TryTake<MappingStart>() is { } start)
            return ReadObject(parser, start.Start.Line);
        var wrong = parser.Error("expected an event, a list of events or a Kubernetes List");
        // A document of comments only is an empty scalar.
        return parser.TryTake<Scalar>() is { Value: "" } ? [] : throw wrong;
    }

    private static IEnumerable<RecordedItem> ReadElements(YamlCursor parser)
    {
        while (parser.TryTake<SequenceEnd>() is null)
        {
            var line = parser.Line;
            yield return Convert(line, json => YamlToJson.Write(parser, json));
        }
    }

    private static IEnumerable<RecordedItem> ReadObject(YamlCursor parser, long line)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        var isList = false;
        json.WriteStartObject();
        while (parser.TryTake<MappingEnd>() is null)
        {
            var key = parser.Take<Scalar>().Value;
            if (key == "items" && parser.TryTake<SequenceStart>() is not null)
            {
                isList = true;
                foreach (var item in ReadElements(parser))
                    yield return item;
                continue;
            }

            json.WritePropertyName(key);
            YamlToJson.Write(parser, json);
        }

        json.WriteEndObject();
        json.Flush();
        if (!isList)
            yield return new RecordedItem(buffer.WrittenMemory, line);
    }

    private static RecordedItem Convert(long line, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return new RecordedItem(buffer.WrittenMemory, line);
    }
}
