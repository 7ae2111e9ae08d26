using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EventExporter.Configuration.Values;

namespace EventExporter.Pipeline.Sinks.Webhook;

/// <summary>
/// Signs requests as Standard Webhooks says: <c>webhook-signature: v1,base64(HMAC-SHA256(secret, id.timestamp.body))</c>, one for each
/// secret.
/// </summary>
internal sealed class WebhookSigner
{
    private const string Prefix = "whsec_";

    private readonly byte[][] _keys;
    private readonly TimeProvider _time;

    public WebhookSigner(IEnumerable<Secret> secrets, TimeProvider time)
    {
        _keys = [.. secrets.Select(static secret => KeyOf(secret.Reveal()))];
        _time = time;
    }

    public void Sign(HttpRequestHeaders headers, string id, ReadOnlySpan<byte> body)
    {
        if (_keys.Length == 0)
            return;
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = new List<string>(_keys.Length);
        foreach (var key in _keys)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
            hmac.AppendData(body);
            signatures.Add($"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}");
        }

        headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', signatures));
    }

    private static byte[] KeyOf(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(secret);
        try
        {
            return Convert.FromBase64String(secret[Prefix.Length..]);
        }
        catch (FormatException)
        {
            throw new SinkConfigurationException("signing.secret: what follows whsec_ is not base64", "copy the secret whole, or leave out whsec_ for a secret that is plain text");
        }
    }
}
