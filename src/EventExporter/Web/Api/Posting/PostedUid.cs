using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventExporter.Pipeline.Sources.Occurrences;

namespace EventExporter.Web.Api.Posting;

/// <summary>Uids and versions for posted events that bring none: the same ones for the same request, so that it may be sent again.</summary>
internal static class PostedUid
{
    /// <summary>
    /// What the seen-set keys of posted events end with. Uids of a cluster are random there; so the two kinds are told apart, and a list
    /// of the cluster's events does not make posted ones be forgotten.
    /// </summary>
    private const uint Mark = 0x706F7374;

    /// <summary>A UUID of version 8 (RFC 9562) from a name.</summary>
    public static string Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }

    /// <summary>16 hexadecimal digits from the content; the first is a letter, so that it is never taken for a number.</summary>
    public static string VersionOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        hash[0] |= 0xC0;
        return Convert.ToHexStringLower(hash[..8]);
    }

    public static UInt128 KeyOf(string uid)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, SeenKeys.OfUid(uid));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], Mark);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Whether a key of the seen-set is that of a posted event.</summary>
    public static bool IsPosted(UInt128 key) => (uint)(key & uint.MaxValue) == Mark;
}
