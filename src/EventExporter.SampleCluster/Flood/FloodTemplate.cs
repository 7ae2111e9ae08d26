using System.Buffers;
using System.Text;
using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Flood;

/// <summary>
/// One event, serialised once, in which a few digits are overwritten for every copy: identity, version, count and time. Copying it costs about
/// as much as the copy of a kilobyte.
/// </summary>
internal sealed class FloodTemplate
{
    public const string IdMark = "@@ID-HEX-@@@";
    public const string VersionMark = "@@VERSION@@";
    public const string TimeMark = "@@@@@@@@-TIME-@@@@@Z";
    private const string CountMark = "1234567891";
    private const string TypeMark = "@TYPE@@@";

    private readonly byte[] _line;
    private readonly int _bodyStart;
    private readonly int[] _ids;
    private readonly int[] _times;
    private readonly int _version;
    private readonly int _count;
    private readonly int _type;

    public FloodTemplate(System.Text.Json.Nodes.JsonObject body)
    {
        body["count"] = int.Parse(CountMark, System.Globalization.CultureInfo.InvariantCulture);
        var start = $"{{\"type\":\"{TypeMark}\",\"object\":{{\"kind\":\"Event\",\"apiVersion\":\"v1\",";
        var text = start + Encoding.UTF8.GetString(GoJson.Serialize(body))[1..] + "}\n";
        _bodyStart = start.Length - 1;
        // The mark made the count easy to find; one digit of it stays.
        text = text.Replace(CountMark, "1", StringComparison.Ordinal);
        _count = text.IndexOf("\"count\":1", StringComparison.Ordinal) + "\"count\":".Length;
        _line = Encoding.UTF8.GetBytes(text);
        _type = text.IndexOf(TypeMark, StringComparison.Ordinal);
        _version = text.IndexOf(VersionMark, StringComparison.Ordinal);
        _ids = All(text, IdMark);
        _times = All(text, TimeMark);
    }

    /// <summary>Writes the line of a watch.</summary>
    public void WriteLine(IBufferWriter<byte> output, in FloodEvent values)
    {
        var span = output.GetSpan(_line.Length);
        _line.CopyTo(span);
        Patch(span, 0, values);
        if (values.Count > 1)
        {
            "MODIFIED"u8.CopyTo(span[_type..]);
            output.Advance(_line.Length);
            return;
        }

        // ADDED is three characters shorter than the mark: the rest moves up.
        "ADDED"u8.CopyTo(span[_type..]);
        span[(_type + 8).._line.Length].CopyTo(span[(_type + 5)..]);
        output.Advance(_line.Length - 3);
    }

    /// <summary>Writes the item of a list: no kind, no apiVersion, as the real server.</summary>
    public void WriteItem(IBufferWriter<byte> output, in FloodEvent values)
    {
        var length = _line.Length - 2 - _bodyStart;
        var span = output.GetSpan(length);
        _line.AsSpan(_bodyStart, length).CopyTo(span);
        span[0] = (byte)'{';
        Patch(span, _bodyStart, values);
        output.Advance(length);
    }

    private void Patch(Span<byte> span, int shift, in FloodEvent values)
    {
        foreach (var at in _ids)
            WriteHex(span.Slice(at - shift, IdMark.Length), values.Id);
        foreach (var at in _times)
            values.Time.CopyTo(span[(at - shift)..]);
        WriteDecimal(span.Slice(_version - shift, VersionMark.Length), values.Version);
        span[_count - shift] = (byte)('0' + values.Count);
    }

    private static void WriteHex(Span<byte> target, long value)
    {
        for (var i = target.Length - 1; i >= 0; i--, value >>= 4)
            target[i] = "0123456789abcdef"u8[(int)(value & 0xF)];
    }

    private static void WriteDecimal(Span<byte> target, long value)
    {
        for (var i = target.Length - 1; i >= 0; i--, value /= 10)
            target[i] = (byte)('0' + (value % 10));
    }

    private static int[] All(string text, string mark)
    {
        var found = new List<int>();
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
            found.Add(at);
        return [.. found];
    }
}
