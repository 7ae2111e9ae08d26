using System.Globalization;
using System.Text;

namespace EventExporter.Pipeline.Events.Json;

/// <summary>
/// Decodes JSON strings that are no valid Unicode (lone surrogates, stray bytes): each such place becomes U+FFFD, as Go's decoder has it,
/// because one bad character in a container's output must not cost the event.
/// </summary>
internal static class BrokenText
{
    /// <param name="escaped">The string's bytes as they stand in the JSON text, without quotes.</param>
    public static string Decode(ReadOnlySpan<byte> escaped)
    {
        var raw = Encoding.UTF8.GetString(escaped);
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
            text.Append(raw[i] == '\\' && i + 1 < raw.Length ? Unescape(raw, ref i) : raw[i]);
        return ReplaceLoneSurrogates(text);
    }

    private static char Unescape(string raw, ref int i)
    {
        var kind = raw[++i];
        if (kind == 'u' && i + 4 < raw.Length
            && ushort.TryParse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            i += 4;
            return (char)code;
        }

        return kind switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => kind };
    }

    private static string ReplaceLoneSurrogates(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                text[i] = '\uFFFD';
        }

        return text.ToString();
    }
}
