using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventExporter.Pipeline.Events.Json;

/// <summary>
/// Reads single values as leniently as Kubernetes writes them: null stands for absent, and a scalar of another type is taken for what it
/// says. What cannot be meant is a <see cref="FormatException"/> that names the field. The reader stands on the value's first token and
/// is left on its last.
/// </summary>
internal static class JsonValues
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public static string Text(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.String => GetText(ref reader),
        _ => Scalar(ref reader, path),
    };

    public static string Text(ref Utf8JsonReader reader, TextPool pool, string path) => reader.TokenType switch
    {
        JsonTokenType.String => pool.Get(ref reader),
        _ => Scalar(ref reader, path),
    };

    public static int Number(ref Utf8JsonReader reader, string path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return 0;
            case JsonTokenType.Number when reader.TryGetInt32(out var number):
                return number;
            case JsonTokenType.Number when reader.TryGetDouble(out var real) && real == Math.Truncate(real) && Math.Abs(real) <= int.MaxValue:
                return (int)real;
            case JsonTokenType.String when int.TryParse(GetText(ref reader), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed):
                return parsed;
            default:
                throw Unexpected(ref reader, path, "a whole number");
        }
    }

    public static bool Flag(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Unexpected(ref reader, path, "true or false"),
    };

    public static DateTimeOffset? Time(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String)
            throw Unexpected(ref reader, path, "a time such as 2026-01-31T12:00:00Z");
        if (!reader.HasValueSequence && !reader.ValueIsEscaped && TimeText.TryParse(reader.ValueSpan, out var time))
            return time;
        var text = GetText(ref reader);
        if (text.Length == 0)
            return null;
        return TimeText.TryParse(Encoding.UTF8.GetBytes(text), out time)
            ? time
            : throw new FormatException($"{path}: \"{Shorten(text)}\" is no time; expected the form 2026-01-31T12:00:00Z");
    }

    /// <summary>A map of texts: labels, annotations.</summary>
    public static IReadOnlyDictionary<string, string> Map(ref Utf8JsonReader reader, TextPool pool, string path)
    {
        if (!EnterObject(ref reader, path))
            return Nothing;
        Dictionary<string, string>? map = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = pool.Get(ref reader);
            reader.Read();
            (map ??= new Dictionary<string, string>(StringComparer.Ordinal))[key] = Text(ref reader, pool, path);
        }

        return map ?? Nothing;
    }

    /// <summary>False for null; an error unless an object begins here.</summary>
    public static bool EnterObject(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.StartObject => true,
        JsonTokenType.Null => false,
        _ => throw Unexpected(ref reader, path, "an object"),
    };

    /// <summary>False for null; an error unless an array begins here.</summary>
    public static bool EnterArray(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.StartArray => true,
        JsonTokenType.Null => false,
        _ => throw Unexpected(ref reader, path, "an array"),
    };

    /// <summary>The text of a string or property name token, with U+FFFD for what is no Unicode.</summary>
    public static string GetText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return BrokenText.Decode(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan);
        }
    }

    public static FormatException Unexpected(ref Utf8JsonReader reader, string path, string expected) =>
        new($"{path}: expected {expected}, found {Describe(ref reader)}");

    private static string Scalar(ref Utf8JsonReader reader, string path) => reader.TokenType switch
    {
        JsonTokenType.Null => "",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => RawText(ref reader),
        _ => throw Unexpected(ref reader, path, "text"),
    };

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"\"{Shorten(GetText(ref reader))}\"",
        JsonTokenType.Number => RawText(ref reader),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        _ => "the end",
    };

    private static string RawText(ref Utf8JsonReader reader) => reader.HasValueSequence
        ? Encoding.UTF8.GetString(reader.ValueSequence)
        : Encoding.UTF8.GetString(reader.ValueSpan);

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "..." : text;
}
