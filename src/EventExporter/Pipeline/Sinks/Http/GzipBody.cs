using System.IO.Compression;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>Compresses a request body; fastest level, which takes two thirds off JSON for a third of the time of the default.</summary>
internal static class GzipBody
{
    public static PooledBuffer Compress(ReadOnlyMemory<byte> plain)
    {
        var packed = new PooledBuffer(Math.Max(1024, plain.Length / 4));
        using var stream = new GZipStream(new BufferStream(packed), CompressionLevel.Fastest);
        stream.Write(plain.Span);
        return packed;
    }

    /// <summary>A buffer as a stream that can only be written.</summary>
    private sealed class BufferStream(PooledBuffer buffer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] array, int offset, int count) => buffer.Write(array.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

        public override void Flush()
        {
        }

        public override int Read(byte[] array, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
