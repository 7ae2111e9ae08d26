using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>
/// Signature Version 4 in the Authorization header (IAM user guide, "Create a signed AWS API request"). Signs host, content type and
/// every x-amz header.
/// </summary>
internal static class SigV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <param name="region">Region of the signature's scope.</param>
    /// <param name="service">Service of the signature's scope, such as <c>kinesis</c>.</param>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, AwsKeys keys, string region, string service, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = time[..8];
        request.Headers.Host ??= request.RequestUri!.Authority;
        Set(request, "X-Amz-Date", time);
        if (!keys.Token.IsEmpty)
            Set(request, "X-Amz-Security-Token", keys.Token.Reveal());

        var headers = Signed(request);
        var names = string.Join(';', headers.Keys);
        var canonical = $"{request.Method.Method}\n{Path(request.RequestUri!)}\n{Query(request.RequestUri!)}\n"
            + string.Concat(headers.Select(static header => $"{header.Key}:{header.Value}\n"))
            + $"\n{names}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var scope = $"{date}/{region}/{service}/aws4_request";
        var toSign = $"{Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(Hash(Key(keys, date, region, service), toSign));
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={keys.AccessKey}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static SortedDictionary<string, string> Signed(HttpRequestMessage request)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.Headers.Host! };
        if (request.Content?.Headers.ContentType is { } type)
            signed["content-type"] = type.ToString();
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
                signed[name.ToLowerInvariant()] = string.Join(',', values.Select(static value => value.Trim()));
        }

        return signed;
    }

    // Every service but S3 signs the path as escaped once more.
    private static string Path(Uri address) => string.Join('/', address.AbsolutePath.Split('/').Select(Uri.EscapeDataString));

    private static string Query(Uri address) => string.Join('&', address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(static parameter => parameter.Split('=', 2))
        .Select(static parts => (Name: Escape(parts[0]), Value: parts.Length > 1 ? Escape(parts[1]) : ""))
        .OrderBy(static parameter => parameter.Name, StringComparer.Ordinal)
        .ThenBy(static parameter => parameter.Value, StringComparer.Ordinal)
        .Select(static parameter => $"{parameter.Name}={parameter.Value}"));

    private static string Escape(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static byte[] Key(AwsKeys keys, string date, string region, string service)
    {
        var key = Hash(Encoding.UTF8.GetBytes("AWS4" + keys.SecretKey.Reveal()), date);
        return Hash(Hash(Hash(key, region), service), "aws4_request");
    }

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
