using System.Security.Cryptography;
using System.Text;
using EventExporter.Configuration.Model;

namespace EventExporter.Web.Access;

/// <summary>
/// The configured tokens and users, as hashes. A look-up compares with all of them, each in constant time: how long it takes says
/// nothing about how near a guess was.
/// </summary>
internal sealed class KnownCredentials
{
    private const string Bearer = "Bearer";
    private const string Basic = "Basic";

    private readonly (byte[] Hash, Caller Caller)[] _known;

    public KnownCredentials(ServerAuthOptions options)
    {
        _known =
        [
            .. options.Tokens.Select(static t => (Hash(Bearer, t.Token.Reveal()), CallerOf(t.Name, t.Access, t.Namespaces))),
            .. options.Users.Select(static u => (Hash(Basic, $"{u.Name}:{u.Password.Reveal()}"), CallerOf(u.Name, u.Access, u.Namespaces))),
        ];
        HasUsers = options.Users.Count > 0;
    }

    public bool HasUsers { get; }

    public bool AnyMayWrite => Array.Exists(_known, static k => k.Caller.MayWrite);

    public bool IsEmpty => _known.Length == 0;

    /// <summary>Whose credentials an <c>Authorization</c> header holds; null if nobody's.</summary>
    public Caller? Find(string authorization)
    {
        if (Read(authorization) is not { } presented)
            return null;
        Caller? found = null;
        foreach (var (hash, caller) in _known)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, presented))
                found = caller;
        }

        return found;
    }

    private static byte[]? Read(string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            return null;
        var (scheme, value) = (authorization[..space], authorization[(space + 1)..].Trim());
        if (scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
            return Hash(Bearer, value);
        if (!scheme.Equals(Basic, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Hash(Basic, bytes.AsSpan(0, length)) : null;
    }

    private static Caller CallerOf(string name, ServerAccess access, IReadOnlyList<string> namespaces) =>
        new(name, true, access == ServerAccess.Write, namespaces.Count > 0 ? namespaces : null);

    private static byte[] Hash(string scheme, string value) => Hash(scheme, Encoding.UTF8.GetBytes(value));

    private static byte[] Hash(string scheme, ReadOnlySpan<byte> value) => SHA256.HashData([.. Encoding.ASCII.GetBytes(scheme), 0, .. value]);
}
