using EventExporter.Kubernetes.Transport;

namespace EventExporter.Kubernetes.Watching;

/// <summary>Cuts what a watch has sent into lines and reads each. A line is looked at only when its end is there.</summary>
internal sealed class WatchLines<T>(ResponseBuffer buffer, ReadObject<T> read, string request, int maxLineBytes)
{
    private const byte NewLine = (byte)'\n';

    private readonly WatchLineReader<T> _reader = new(read, request);

    /// <summary>How much of the unread bytes is known to hold no end of a line.</summary>
    private int _searched;

    /// <summary>Bytes of an overlong line that are already gone; 0 outside of one.</summary>
    private long _dropped;

    private MalformedLine? _overlong;

    public bool TryTake(out WatchEvent<T> line)
    {
        while (true)
        {
            var unread = buffer.Unread;
            var length = unread[_searched..].IndexOf(NewLine);
            if (length < 0)
            {
                _searched = unread.Length;
                if (unread.Length > maxLineBytes)
                    Drop(unread.Length);
                line = default;
                return false;
            }

            length += _searched;
            _searched = 0;
            var taken = _overlong is null ? TryRead(unread[..length], out line) : EndOverlong(length, out line);
            buffer.Consume(length + 1);
            if (taken)
                return true;
        }
    }

    private bool TryRead(ReadOnlySpan<byte> bytes, out WatchEvent<T> line)
    {
        if (bytes.Length > maxLineBytes)
        {
            line = Malformed(MalformedLine.From(bytes, TooLong(bytes.Length)));
            return true;
        }

        if (bytes.IsEmpty || bytes.Trim(" \r\t"u8).IsEmpty)
        {
            line = default;
            return false;
        }

        line = _reader.Read(bytes);
        return true;
    }

    private void Drop(int length)
    {
        _overlong ??= MalformedLine.From(buffer.Unread, "");
        _dropped += length;
        buffer.Consume(length);
        _searched = 0;
    }

    private bool EndOverlong(int length, out WatchEvent<T> line)
    {
        var total = _dropped + length;
        line = Malformed(_overlong! with { Reason = TooLong(total), Length = total });
        _overlong = null;
        _dropped = 0;
        return true;
    }

    private string TooLong(long length) => $"the line has {length} bytes; the limit is {maxLineBytes}";

    private static WatchEvent<T> Malformed(MalformedLine what) => new(WatchEventType.Malformed, default, null, what);
}
