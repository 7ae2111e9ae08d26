using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EventExporter.Templating.Functions;
using EventExporter.Templating.Values;
using static EventExporter.Templating.Go.Functions.SprigFunction;

namespace EventExporter.Templating.Go.Functions;

/// <summary>sprig's encodings, hashes and URLs.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Receivers ask for these; nothing here relies on them.")]
internal static class SprigEncoding
{
    public static IEnumerable<BuiltinFunction> All() =>
    [
        F("b64enc", "text", "The text in base 64.", "{{ b64enc \"pod\" }}", "cG9k", static (c, a) => Convert.ToBase64String(Bytes(Read.Text(c, a[0], "text")))),
        F("b64dec", "text", "The text that is written in base 64.", "{{ b64dec \"cG9k\" }}", "pod", static (c, a) => Base64(Read.Text(c, a[0], "text"))),
        F("b32enc", "text", "The text in base 32.", "{{ b32enc \"pod\" }}", "OBXWI===", static (c, a) => Base32.Encode(Bytes(Read.Text(c, a[0], "text")))),
        F("b32dec", "text", "The text that is written in base 32.", "{{ b32dec \"OBXWI===\" }}", "pod", static (c, a) => Base32.Decode(Read.Text(c, a[0], "text")) is { } b ? Encoding.UTF8.GetString(b) : "illegal base32 data"),
        F("sha1sum", "text", "The SHA-1 hash of the text.", "{{ sha1sum \"a\" }}", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8", static (c, a) => Convert.ToHexStringLower(SHA1.HashData(Bytes(Read.Text(c, a[0], "text"))))),
        F("sha256sum", "text", "The SHA-256 hash of the text.", "{{ sha256sum \"a\" }}", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", static (c, a) => Convert.ToHexStringLower(SHA256.HashData(Bytes(Read.Text(c, a[0], "text"))))),
        F("adler32sum", "text", "The Adler-32 checksum of the text.", "{{ adler32sum \"Wikipedia\" }}", "300286872", static (c, a) => Adler(Bytes(Read.Text(c, a[0], "text")))),
        F("uuidv4", "", "A new random UUID.", null, null, static (_, _) => Guid.NewGuid().ToString()),
        F("urlParse", "url", "The parts of a URL as a map: scheme, userinfo, host, hostname, path, query, opaque, fragment.", "{{ (urlParse \"http://a.example:8080/p?q=1#f\").hostname }}", "a.example", static (c, a) => UrlParts.Parse(c, Read.Text(c, a[0], "url"))),
        F("urlJoin", "parts", "The URL of a map as urlParse makes it.", "{{ urlJoin (dict \"scheme\" \"https\" \"host\" \"a.example\" \"path\" \"/p\" \"query\" \"q=1\") }}", "https://a.example/p?q=1", static (c, a) => UrlParts.Join(c, Read.Map(c, a[0], "parts"))),
    ];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>As sprig does, what is no base 64 gives the error as text.</summary>
    private static string Base64(string text)
    {
        var clean = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        var bytes = new byte[((clean.Length / 4) + 1) * 3];
        return !clean.Any(char.IsWhiteSpace) && Convert.TryFromBase64String(clean, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : "illegal base64 data";
    }

    private static string Adler(byte[] bytes)
    {
        var (a, b) = (1u, 0u);
        foreach (var value in bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }
        return ((b << 16) | a).ToString(CultureInfo.InvariantCulture);
    }
}
