using System.Runtime.CompilerServices;
using System.Text.Json;

namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>The records of a JSON input, read as a stream: memory is that of one record.</summary>
internal static class JsonRecording
{
    private const int FirstBuffer = 64 * 1024;

    /// <exception cref="RecordingException">It is no JSON from there on.</exception>
    public static async IAsyncEnumerable<RecordedItem> ReadAsync(
        Stream input, string name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var splitter = new JsonItemSplitter();
        var buffer = new byte[FirstBuffer];
        int start = 0, end = 0;
        var line = 1L;
        var isFinal = false;
        while (true)
        {
            while (TryNext(splitter, buffer.AsSpan(start..end), isFinal, name, line, out var item))
            {
                var piece = buffer.AsMemory(start, splitter.Consumed);
                yield return new RecordedItem(piece[item], line + Lines(piece.Span[..item.Start.Value]));
                line += Lines(piece.Span);
                start += piece.Length;
            }

            line += Lines(buffer.AsSpan(start, splitter.Consumed));
            start += splitter.Consumed;
            if (isFinal)
                break;
            MakeRoom(ref buffer, ref start, ref end);
            var read = await input.ReadAsync(buffer.AsMemory(end), cancellation);
            isFinal = read == 0;
            end += read;
        }
    }

    private static bool TryNext(
        JsonItemSplitter splitter, ReadOnlySpan<byte> input, bool isFinal, string name, long line, out Range item)
    {
        try
        {
            return splitter.TryNext(input, isFinal, out item);
        }
        catch (JsonException e)
        {
            var at = e.LineNumber is { } number ? number + 1 : line;
            throw new RecordingException($"{name}, line {at}: not valid JSON: {JsonErrors.Describe(e)}", e);
        }
    }

    private static long Lines(ReadOnlySpan<byte> text) => text.Count((byte)'\n');

    /// <summary>Moves what is left to the front; doubles the buffer where one record fills it.</summary>
    private static void MakeRoom(ref byte[] buffer, ref int start, ref int end)
    {
        var left = end - start;
        var target = left > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start..end).CopyTo(target);
        (buffer, start, end) = (target, 0, left);
    }
}
