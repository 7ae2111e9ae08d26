using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EventExporter.Kubernetes.Access.Credentials;

/// <summary>What an exec plugin printed.</summary>
/// <param name="ExpiresAt">Null for a credential that is good until the server refuses it.</param>
internal sealed record ExecCredential(Credential Credential, DateTimeOffset? ExpiresAt)
{
    /// <exception cref="FormatException">The text is no ExecCredential of that version with a credential in it.</exception>
    public static ExecCredential Parse(ReadOnlyMemory<byte> output, string apiVersion)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var root = document.RootElement;
            if (Text(root, "kind") != "ExecCredential" || Text(root, "apiVersion") != apiVersion)
                throw new FormatException($"it printed no ExecCredential of {apiVersion}");
            if (!root.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object)
                throw new FormatException("its ExecCredential has no status");
            return FromStatus(status);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser's message may quote what it read, which is a secret.
            throw new FormatException("it did not print a JSON ExecCredential");
        }
    }

    private static ExecCredential FromStatus(JsonElement status)
    {
        var token = Text(status, "token");
        var certificate = ReadCertificate(Text(status, "clientCertificateData"), Text(status, "clientKeyData"));
        if (token is null && certificate is null)
            throw new FormatException("its ExecCredential has neither a token nor a client certificate");

        var header = token is null ? null : Credential.Bearer(token).Authorization;
        return new ExecCredential(new Credential(header, certificate), ReadExpiry(Text(status, "expirationTimestamp")));
    }

    private static ClientCertificate? ReadCertificate(string? certificate, string? key)
    {
        if (certificate is null && key is null)
            return null;
        if (certificate is null || key is null)
            throw new FormatException("its ExecCredential has only one of clientCertificateData and clientKeyData");
        try
        {
            return ClientCertificate.FromPem(Encoding.UTF8.GetBytes(certificate), Encoding.UTF8.GetBytes(key));
        }
        catch (CryptographicException e)
        {
            throw new FormatException($"its client certificate and key do not work: {e.Message}", e);
        }
    }

    private static DateTimeOffset? ReadExpiry(string? text)
    {
        if (text is null)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiry)
            ? expiry
            : throw new FormatException($"its expirationTimestamp is \"{text}\", which is no time");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
