using System.Security.Cryptography;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>Signs one receiver's requests, and knows what of them must not be shown.</summary>
/// <param name="service">Service of the signature, such as <c>kinesis</c> or <c>es</c>.</param>
internal sealed class AwsSigner(IAwsCredentials credentials, string region, string service, TimeProvider time)
{
    private volatile MaskedKeys? _last;

    /// <param name="credentials">Null: searched for as AWS programs do, or a sample where requests are only shown.</param>
    public static AwsSigner Of(AwsAccess access, string service, SinkContext context, IAwsCredentials? credentials = null)
    {
        credentials ??= context.Transport is null ? new AwsCredentialChain(access) : new SampleCredentials();
        return new AwsSigner(credentials, access.Region, service, context.Time);
    }

    /// <exception cref="AwsCredentialsException">There are no credentials to sign with.</exception>
    public async ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var keys = await credentials.GetAsync(cancellation);
        if (_last?.Keys != keys)
            _last = new MaskedKeys(keys, new SecretMask([keys.SecretKey.Reveal(), keys.Token.Reveal()]));
        // OpenSearch Serverless wants the hash of the body said, and signed with the rest.
        if (service == "aoss")
            request.Headers.TryAddWithoutValidation("X-Amz-Content-Sha256", Convert.ToHexStringLower(SHA256.HashData(body.Span)));
        SigV4.Sign(request, body.Span, keys, region, service, time.GetUtcNow());
    }

    public void Forget() => credentials.Forget();

    /// <summary>A service repeats what was signed when it finds the signature wrong, the session token with it.</summary>
    public string Mask(string text) => _last?.Mask.Apply(text) ?? text;

    private sealed record MaskedKeys(AwsKeys Keys, SecretMask Mask);
}
