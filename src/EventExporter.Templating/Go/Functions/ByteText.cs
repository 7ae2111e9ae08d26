using System.Text;
using EventExporter.Templating.Evaluation;

namespace EventExporter.Templating.Go.Functions;

/// <summary>Cutting texts by bytes of UTF-8, as Go does. A character that would be cut in half is left out.</summary>
internal static class ByteText
{
    public static string Truncate(string text, int length)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (length < 0)
            return bytes + (long)length > 0 ? Slice(text, bytes + length, bytes) : text;
        return bytes > length ? Slice(text, 0, length) : text;
    }

    public static string Substring(RenderContext context, int start, int end, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (start < 0)
            start = 0;
        else if (end < 0 || end > bytes)
            end = bytes;
        return start <= end && end <= bytes
            ? Slice(text, start, end)
            : throw context.Error($"there are no bytes {start} to {end} in a text of {bytes}");
    }

    public static string Abbreviate(string text, int offset, int width)
    {
        const string Dots = "...";
        if (width < 4)
            return text;
        var length = Encoding.UTF8.GetByteCount(text);
        if (length <= width)
            return text;
        offset = Math.Clamp(offset, 0, length);
        if (length - offset < width - 3)
            offset = length - (width - 3);
        if (offset <= 4)
            return Slice(text, 0, width - 3) + Dots;
        if (offset + width - 3 < length)
            return Dots + Abbreviate(Slice(text, offset, length), 0, width - 3);
        return Dots + Slice(text, length - (width - 3), length);
    }

    private static string Slice(string text, int start, int end)
    {
        if (Ascii.IsValid(text))
            return text[start..end];
        var bytes = Encoding.UTF8.GetBytes(text);
        while (start < end && IsInside(bytes[start]))
            start++;
        while (end > start && end < bytes.Length && IsInside(bytes[end]))
            end--;
        return Encoding.UTF8.GetString(bytes, start, end - start);
    }

    private static bool IsInside(byte b) => (b & 0xC0) == 0x80;
}
