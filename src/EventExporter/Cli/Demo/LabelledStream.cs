using System.Text;

namespace EventExporter.Cli.Demo;

/// <summary>Writes whole lines with the receiver's name in front, so that several receivers can share one terminal.</summary>
internal sealed class LabelledStream(Stream terminal, string label, bool colours) : Stream
{
    private readonly byte[] _label = Encoding.UTF8.GetBytes(colours ? $"\e[36m{label,-14}\e[0m " : $"{label,-14} ");

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        using var lines = new MemoryStream(buffer.Length + (4 * _label.Length));
        while (buffer.Length > 0)
        {
            var end = buffer.IndexOf((byte)'\n');
            var line = end < 0 ? buffer : buffer[..(end + 1)];
            lines.Write(_label);
            lines.Write(line);
            buffer = buffer[line.Length..];
        }

        lock (terminal)
            terminal.Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        lock (terminal)
            terminal.Flush();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
