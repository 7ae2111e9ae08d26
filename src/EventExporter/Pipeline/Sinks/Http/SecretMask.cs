using System.Text.RegularExpressions;

namespace EventExporter.Pipeline.Sinks.Http;

/// <summary>Takes a receiver's secrets out of texts that people see: services like to repeat what they were sent.</summary>
internal sealed partial class SecretMask
{
    private const int ShortestSecret = 4;

    private readonly string[] _secrets;

    public SecretMask(IEnumerable<string> secrets)
    {
        // Longest first, so that a secret that contains another leaves no rest.
        _secrets = [.. secrets.SelectMany(Spellings).Where(static s => s.Length >= ShortestSecret).Distinct().OrderByDescending(static s => s.Length)];
    }

    /// <summary>The same, with a secret that was only got to know while at work.</summary>
    public SecretMask With(string secret) => new([.. _secrets, secret]);

    public string Apply(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        return UserInfo().Replace(text, "//***@");
    }

    private static IEnumerable<string> Spellings(string secret) => [secret, Uri.EscapeDataString(secret), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret))];

    [GeneratedRegex("//[^/@\\s]+@", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();
}
