using System.Text;

namespace EventExporter.Templating.Go.Functions;

/// <summary>RFC 4648, section 6, with padding.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(byte[] bytes)
    {
        var text = new StringBuilder((bytes.Length + 4) / 5 * 8);
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            buffer = ((buffer << 8) | b) & 0xFFFF;
            for (bits += 8; bits >= 5; bits -= 5)
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
        }
        if (bits > 0)
            text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        return text.Append('=', (8 - (text.Length % 8)) % 8).ToString();
    }

    /// <summary>Null when the text is no base 32.</summary>
    public static byte[]? Decode(string text)
    {
        var digits = text.TrimEnd('=');
        if (text.Length % 8 != 0 || text.Length - digits.Length > 6)
            return null;
        var bytes = new List<byte>(digits.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var c in digits)
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
                return null;
            buffer = ((buffer << 5) | value) & 0xFFFF;
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }
        return [.. bytes];
    }
}
