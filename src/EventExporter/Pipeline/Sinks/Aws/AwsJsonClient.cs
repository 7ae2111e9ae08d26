using System.Net.Http.Headers;
using EventExporter.Pipeline.Rendering;

namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>Calls of a service in the JSON 1.1 protocol of AWS: POST to the root, the operation in a header, signed.</summary>
internal sealed class AwsJsonClient(HttpClient client, Uri address, AwsSigner signer, TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json11 = new("application/x-amz-json-1.1");

    public Uri Address => address;

    public void Dispose() => client.Dispose();

    /// <summary>
    /// Fills <paramref name="answer"/>, or returns why there is none. Expired credentials are fetched anew once. Throws
    /// <see cref="AwsCredentialsException"/>, and what <see cref="HttpClient"/> throws.
    /// </summary>
    /// <param name="operation">Target as in <c>Kinesis_20131202.PutRecords</c>.</param>
    public async Task<AwsError?> CallAsync(string operation, ReadOnlyMemory<byte> body, PooledBuffer answer, CancellationToken cancellation)
    {
        var error = await AttemptAsync(operation, body, answer, cancellation);
        if (error is not { IsExpired: true })
            return error;
        signer.Forget();
        return await AttemptAsync(operation, body, answer, cancellation);
    }

    private async Task<AwsError?> AttemptAsync(string operation, ReadOnlyMemory<byte> body, PooledBuffer answer, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = Json11 } };
        request.Headers.TryAddWithoutValidation("X-Amz-Target", operation);
        request.Headers.Host = client.DefaultRequestHeaders.Host;
        await signer.SignAsync(request, body, cancellation);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
            return await AwsError.ReadAsync(response, signer, time, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        await answer.FillAsync(stream, cancellation);
        return null;
    }
}
