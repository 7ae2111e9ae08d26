using System.Runtime.InteropServices;
using System.Text;

namespace EventExporter.Pipeline.Journal.Format;

/// <summary>The counterpart of <see cref="PayloadWriter"/>. Throws <see cref="InvalidDataException"/> where the data ends too early or makes no sense.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public readonly int Remaining => _rest.Length;

    public byte Byte()
    {
        if (_rest.IsEmpty)
            throw TooShort();
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        throw new InvalidDataException("A number is longer than 64 bits.");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int32()
    {
        var value = Signed();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new InvalidDataException("A number is out of range.");
    }

    /// <summary>A number of items, each of which takes at least one byte.</summary>
    public int Count()
    {
        var value = Unsigned();
        return value <= (ulong)_rest.Length ? (int)value : throw TooShort();
    }

    public string String()
    {
        var header = Unsigned();
        if (header >> 1 > (ulong)_rest.Length)
            throw TooShort();
        var bytes = _rest[..(int)(header >> 1)];
        _rest = _rest[bytes.Length..];
        return (header & 1) == 0 ? Encoding.UTF8.GetString(bytes) : new string(MemoryMarshal.Cast<byte, char>(bytes));
    }

    /// <summary>What <see cref="PayloadWriter.Blob"/> wrote.</summary>
    public ReadOnlySpan<byte> Blob()
    {
        var length = Count();
        var bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    public double Double() => BitConverter.UInt64BitsToDouble(Unsigned());

    private static InvalidDataException TooShort() => new("The data ends too early.");
}
