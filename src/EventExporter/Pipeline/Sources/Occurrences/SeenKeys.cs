using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventExporter.Pipeline.Sources.Occurrences;

/// <summary>Uids and resource versions as the fixed-size numbers that the seen-set keeps.</summary>
internal static class SeenKeys
{
    /// <summary>
    /// Marks a version that is the hash of a text. Versions of real API servers are etcd revisions, far below it.
    /// </summary>
    private const ulong HashBit = 1UL << 63;

    /// <summary>The uid as a number; for a uid that is no UUID, the first half of its SHA-256.</summary>
    public static UInt128 OfUid(string uid)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (Guid.TryParseExact(uid, "D", out var guid))
            guid.TryWriteBytes(bytes);
        else
            SHA256.HashData(Encoding.UTF8.GetBytes(uid), bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static ulong OfVersion(string version)
    {
        if (ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < HashBit)
            return number;
        if (version.Length == 0)
            return 0;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(version), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) | HashBit;
    }

    /// <summary>
    /// Whether both are numbers, so that the smaller is the older: promised from Kubernetes 1.35 on (KEP-5504), true of etcd revisions before.
    /// </summary>
    public static bool AreOrdered(ulong one, ulong other) => ((one | other) & HashBit) == 0 && one != 0 && other != 0;
}
