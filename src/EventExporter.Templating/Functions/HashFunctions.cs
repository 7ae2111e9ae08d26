using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace EventExporter.Templating.Functions;

/// <summary>Hashes of texts, as lower case hexadecimal digits of the hash of their UTF-8.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Receivers ask for these; nothing here relies on them.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "Receivers ask for these; nothing here relies on them.")]
internal static class HashFunctions
{
    public static IEnumerable<BuiltinFunction> All() =>
    [
        Plain("md5", "098f6bcd4621d373cade4e832627b4f6", MD5.HashData),
        Plain("sha1", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", SHA1.HashData),
        Plain("sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", SHA256.HashData),
        Plain(
            "sha512",
            "ee26b0dd4af7e749aa1a8ee3c10ae9923f618980772e473f8819a5d4940e0db27ac185f8a0e1d5f84f88bc887fd67b143732c304cc5fa9ad8e6f57f50028a8ff",
            SHA512.HashData),
        Keyed("hmac_sha1", "1aa349585ed7ecbd3b9c486a30067e395ca4b356", HMACSHA1.HashData),
        Keyed("hmac_sha256", "0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914", HMACSHA256.HashData),
        Keyed(
            "hmac_sha512",
            "f8a4f0a209167bc192a1bffaa01ecdb09e06c57f96530d92ec9ccea0090d290e55071306d6b654f26ae0c8721f7e48a2d7130b881151f2cec8d61d941a6be88a",
            HMACSHA512.HashData),
    ];

    private static BuiltinFunction Plain(string name, string result, Func<byte[], byte[]> hash) =>
        new("string." + name, "text", $"The {name} hash of the text.", (c, a) => Hex(hash(Bytes(TextWork.Read(c, a[0])))))
        {
            Example = $"{{{{ \"test\" | string.{name} }}}}",
            ExampleResult = result,
        };

    private static BuiltinFunction Keyed(string name, string result, Func<byte[], byte[], byte[]> hash) =>
        new(
            "string." + name, "text secretKey", $"The {name} code of the text with a key.",
            (c, a) => Hex(hash(Bytes(TextWork.Read(c, a[1])), Bytes(TextWork.Read(c, a[0])))))
        {
            Example = $"{{{{ \"test\" | string.{name} \"secret\" }}}}",
            ExampleResult = result,
        };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
