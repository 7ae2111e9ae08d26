using System.Buffers;

namespace EventExporter.Kubernetes.Transport;

/// <summary>
/// Bytes of a response: filled at the end, consumed from the front, always in one piece so that a JSON reader sees a plain span. It
/// grows to hold what is not yet complete and goes back to its first size when it runs empty.
/// </summary>
internal sealed class ResponseBuffer(int initialSize = 64 * 1024) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(initialSize);
    private int _start;
    private int _end;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    public int Length => _end - _start;

    public bool IsFull => _end == _bytes.Length;

    public void Consume(int count) => _start += count;

    /// <summary>Says that <paramref name="count"/> bytes have been written to what <see cref="Space"/> gave.</summary>
    public void Append(int count) => _end += count;

    /// <summary>Room for at least one more byte. Takes back every span given before.</summary>
    public Memory<byte> Space()
    {
        if (_start == _end)
            Reset();
        else if (IsFull && _start >= _bytes.Length / 2)
            MoveTo(_bytes);
        else if (IsFull)
            Grow();
        return _bytes.AsMemory(_end);
    }

    private void Reset()
    {
        _start = _end = 0;
        if (_bytes.Length <= initialSize * 4)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(initialSize);
    }

    private void Grow()
    {
        var outgrown = _bytes;
        MoveTo(ArrayPool<byte>.Shared.Rent(_bytes.Length * 2));
        ArrayPool<byte>.Shared.Return(outgrown);
    }

    private void MoveTo(byte[] target)
    {
        var length = Length;
        Unread.CopyTo(target);
        _bytes = target;
        _start = 0;
        _end = length;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }
}
