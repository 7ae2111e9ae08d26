using System.Buffers.Binary;
using System.Numerics;

namespace EventExporter.Pipeline.Journal.Format;

/// <summary>
/// How a batch of events is written in a row of the journal.
/// <code>
/// payload  := version:u8 flags:u8 checksum:u32le length:u32le stored
/// stored   := body, raw or deflated (flag 1); checksum is CRC-32C of stored, length that of the raw body
/// body     := count:varint event*
/// varint   := 7 bits a byte, low bits first; signed numbers are zigzag
/// text     := 0 string           a new text, which gets the next index
///           | 1                  the empty text
///           | index + 2          a text that occurred before in this batch
/// string   := (bytes * 2):varint utf8 | (bytes * 2 + 1):varint utf16le   (the second for texts that are no valid Unicode)
/// time     := kind:u8 [delta:zigzag] [offset:zigzag]      kind: 0 null, 1 delta in seconds, 2 delta in ticks; +4: offset in minutes follows
/// map      := 0 n:varint (text text)*n | 1 (empty) | index + 2       maps, and facts of objects, are shared within a batch too
/// </code>
/// The order of an event's fields is that of <see cref="BatchEncoder"/>. A change of it is a new <see cref="Version"/>.
/// </summary>
internal static class BatchFormat
{
    public const byte Version = 2;

    /// <summary>The first version with findings. Batches of version 1 are read as ones without.</summary>
    public const byte WithFindings = 2;

    public const byte Deflated = 1;

    public const int HeaderLength = 10;

    /// <summary>Smaller bodies are stored as they are: setting up the compression costs more than it saves.</summary>
    public const int DeflateFrom = 4096;

    public const int TimeNull = 0;
    public const int TimeSeconds = 1;
    public const int TimeTicks = 2;
    public const int TimeWithOffset = 4;

    public const int New = 0;
    public const int Empty = 1;
    public const int FirstIndex = 2;

    public static void WriteHeader(Span<byte> payload, bool deflated, int length)
    {
        payload[0] = Version;
        payload[1] = deflated ? Deflated : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(payload[6..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[2..], Checksum(payload[HeaderLength..]));
    }

    public static uint Checksum(ReadOnlySpan<byte> stored)
    {
        var crc = uint.MaxValue;
        for (; stored.Length >= sizeof(ulong); stored = stored[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(stored));
        foreach (var b in stored)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
