using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>
/// One YAML node as JSON. Numbers become texts, which the event reader takes for the numbers they are: so a name that looks like a number
/// stays as it was written.
/// </summary>
internal static class YamlToJson
{
    public static void Write(YamlCursor parser, Utf8JsonWriter json)
    {
        if (parser.TryTake<MappingStart>() is not null)
            WriteMapping(parser, json);
        else if (parser.TryTake<SequenceStart>() is not null)
            WriteSequence(parser, json);
        else
            WriteScalar(parser.Take<Scalar>(), json);
    }

    private static void WriteMapping(YamlCursor parser, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        while (parser.TryTake<MappingEnd>() is null)
        {
            json.WritePropertyName(parser.Take<Scalar>().Value);
            Write(parser, json);
        }

        json.WriteEndObject();
    }

    private static void WriteSequence(YamlCursor parser, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        while (parser.TryTake<SequenceEnd>() is null)
            Write(parser, json);
        json.WriteEndArray();
    }

    private static void WriteScalar(Scalar scalar, Utf8JsonWriter json)
    {
        if (scalar.Style != ScalarStyle.Plain)
            json.WriteStringValue(scalar.Value);
        else if (scalar.Value is "" or "~" or "null" or "Null" or "NULL")
            json.WriteNullValue();
        else if (scalar.Value is "true" or "True" or "TRUE")
            json.WriteBooleanValue(true);
        else if (scalar.Value is "false" or "False" or "FALSE")
            json.WriteBooleanValue(false);
        else
            json.WriteStringValue(scalar.Value);
    }
}
