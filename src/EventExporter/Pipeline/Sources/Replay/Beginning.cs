namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>A stream whose first bytes were looked at and are read again; a byte order mark is left out.</summary>
internal sealed class Beginning : Stream
{
    private readonly Stream _rest;
    private ReadOnlyMemory<byte> _head;

    private Beginning(ReadOnlyMemory<byte> head, Stream rest)
    {
        _head = head;
        _rest = rest;
        var text = head.Span.TrimStart(" \t\r\n"u8);
        FirstByte = text.IsEmpty ? null : text[0];
    }

    /// <summary>The first byte that is no white space; null for an empty stream.</summary>
    public byte? FirstByte { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static async Task<Beginning> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        var head = buffer.AsMemory(0, length);
        return new Beginning(head.Span.StartsWith("\uFEFF"u8) ? head[3..] : head, stream);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_head.IsEmpty)
            return _rest.Read(buffer);
        var length = Math.Min(buffer.Length, _head.Length);
        _head.Span[..length].CopyTo(buffer);
        _head = _head[length..];
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _head.IsEmpty ? _rest.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
