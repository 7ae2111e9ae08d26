using System.Buffers.Binary;

namespace EventExporter.Pipeline.Journal.Format;

/// <summary>Entries of the seen-set, 32 bytes each, little-endian: uid (16), version (8), count (4), last seen in seconds since 1970 (4).</summary>
internal static class SeenFormat
{
    public const int EntryLength = 32;

    public static byte[] Encode(IReadOnlyList<SeenEntry> entries)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(entries.Count * EntryLength);
        for (var i = 0; i < entries.Count; i++)
            Write(bytes.AsSpan(i * EntryLength), entries[i]);
        return bytes;
    }

    /// <summary>A piece that is cut off at the end is no entry.</summary>
    public static int Count(byte[] bytes) => bytes.Length / EntryLength;

    public static SeenEntry Read(byte[] bytes, int index)
    {
        var entry = bytes.AsSpan(index * EntryLength, EntryLength);
        return new SeenEntry(
            BinaryPrimitives.ReadUInt128LittleEndian(entry),
            BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(entry[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[28..]));
    }

    private static void Write(Span<byte> target, SeenEntry entry)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(target, entry.Uid);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], entry.Version);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], entry.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(target[28..], entry.LastSeen);
    }
}
