using System.Runtime.InteropServices;
using System.Text;

namespace EventExporter.Pipeline.Journal.Format;

/// <summary>A growing buffer for numbers and strings of <see cref="BatchFormat"/>, used again for every batch.</summary>
internal sealed class PayloadWriter
{
    private const int Initial = 64 * 1024;
    private const int Kept = 4 * 1024 * 1024;
    private const int LongestVarint = 10;

    private byte[] _buffer = new byte[Initial];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        if (_buffer.Length > Kept)
            _buffer = new byte[Initial];
    }

    public void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    public void Unsigned(ulong value)
    {
        Reserve(LongestVarint);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void String(string value)
    {
        // Short texts are nearly always ASCII: their length in bytes is known and takes one byte.
        if (value.Length < 64 && Ascii.IsValid(value))
        {
            Reserve(value.Length + 1);
            _buffer[_length++] = (byte)(value.Length << 1);
            _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
            return;
        }

        if (HasLoneSurrogate(value))
        {
            Unsigned((((ulong)value.Length * 2) << 1) | 1);
            Bytes(MemoryMarshal.AsBytes(value.AsSpan()));
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Unsigned((ulong)bytes << 1);
        Reserve(bytes);
        _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
    }

    /// <summary>Bytes together with their number.</summary>
    public void Blob(ReadOnlySpan<byte> value)
    {
        Unsigned((ulong)value.Length);
        Bytes(value);
    }

    public void Double(double value) => Unsigned(BitConverter.DoubleToUInt64Bits(value));

    private static bool HasLoneSurrogate(ReadOnlySpan<char> value)
    {
        while (value.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 >= value.Length || !char.IsSurrogatePair(value[at], value[at + 1]))
                return true;
            value = value[(at + 2)..];
        }

        return false;
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(_buffer.Length * 2L, (long)_length + count)));
    }
}
