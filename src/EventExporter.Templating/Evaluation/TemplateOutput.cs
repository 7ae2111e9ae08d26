using System.Buffers;
using System.Text;

namespace EventExporter.Templating.Evaluation;

/// <summary>Writes UTF-8, counts it against the limit and indents the lines of values where asked to.</summary>
public sealed class TemplateOutput(IBufferWriter<byte> writer, OutputBudget budget)
{
    private const int ChunkChars = 1024;
    private bool _atLineStart;

    /// <summary>Written before each further line; null for none.</summary>
    public string? Indent { get; set; }

    /// <summary>A template's own text: never indented a second time unless it stands in something indented.</summary>
    public void WriteLiteral(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return;
        if (Indent is not null)
        {
            Write(Encoding.UTF8.GetString(utf8));
            return;
        }
        Raw(utf8);
        _atLineStart = utf8[^1] == (byte)'\n';
    }

    public void Write(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        if (Indent is null)
        {
            Encode(text);
            _atLineStart = text[^1] == '\n';
            return;
        }
        while (!text.IsEmpty)
        {
            if (_atLineStart)
                Encode(Indent);
            var end = text.IndexOf('\n');
            _atLineStart = end >= 0;
            Encode(end < 0 ? text : text[..(end + 1)]);
            text = end < 0 ? default : text[(end + 1)..];
        }
    }

    /// <summary>A number or a date, formatted without a string.</summary>
    public void WriteFormatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        if (_atLineStart && Indent is not null)
            Encode(Indent);
        _atLineStart = false;
        var span = writer.GetSpan(64);
        if (value.TryFormat(span, out var written, format, System.Globalization.CultureInfo.InvariantCulture))
        {
            budget.Spend(written);
            writer.Advance(written);
            return;
        }
        Encode(value.ToString());
    }

    private void Encode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var take = Math.Min(text.Length, ChunkChars);
            if (take < text.Length && char.IsHighSurrogate(text[take - 1]))
                take--;
            var chunk = text[..take];
            var span = writer.GetSpan(Encoding.UTF8.GetMaxByteCount(chunk.Length));
            var written = Encoding.UTF8.GetBytes(chunk, span);
            budget.Spend(written);
            writer.Advance(written);
            text = text[take..];
        }
    }

    private void Raw(ReadOnlySpan<byte> utf8)
    {
        budget.Spend(utf8.Length);
        writer.Write(utf8);
    }
}
