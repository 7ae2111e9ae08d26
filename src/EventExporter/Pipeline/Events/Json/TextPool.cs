using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace EventExporter.Pipeline.Events.Json;

/// <summary>
/// Hands out one string for texts that come again and again (reasons, kinds, namespaces), found by their UTF-8 bytes. Bounded: a text
/// that falls on a taken place replaces what was there, so nothing that a cluster sends makes it grow. Safe to share: a race costs
/// one more string.
/// </summary>
internal sealed class TextPool
{
    private const int Places = 4096;

    /// <summary>Longer texts are rarely repeated, and cost more to compare than to create.</summary>
    private const int LongestText = 80;

    private readonly string?[] _texts = new string?[Places];

    /// <summary>The value of the string token that the reader stands on.</summary>
    public string Get(ref Utf8JsonReader reader)
    {
        var value = reader.ValueSpan;
        return reader.HasValueSequence || reader.ValueIsEscaped || value.Length > LongestText
            ? JsonValues.GetText(ref reader)
            : Get(value);
    }

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        ref var place = ref _texts[Hash(utf8) & (Places - 1)];
        var kept = place;
        if (kept is not null && Ascii.Equals(utf8, kept))
            return kept;
        var text = Encoding.UTF8.GetString(utf8);
        if (text.Length == utf8.Length)
            place = text;
        return text;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 0x9E3779B97F4A7C15UL ^ (ulong)utf8.Length;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(utf8));
            utf8 = utf8[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (var b in utf8)
            rest = (rest << 8) | b;
        return (uint)(Mix(hash, rest) >> 32);
    }

    private static ulong Mix(ulong hash, ulong value) => BitOperations.RotateLeft((hash ^ value) * 0xD6E8FEB86659FD93UL, 29);
}
