using System.Net.Http.Headers;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Errors;

namespace EventExporter.Kubernetes.Transport;

/// <summary>Sends requests to the API server: rate limit, waiting time, errors. What an answer means is for the callers.</summary>
internal sealed class ApiTransport : IDisposable
{
    public const string Json = "application/json";

    private readonly ClusterAccess _access;
    private readonly KubernetesClientOptions _options;
    private readonly TokenBucket _bucket;
    private readonly HttpMessageInvoker _http;

    public ApiTransport(ClusterAccess access, KubernetesClientOptions options, TimeProvider time)
    {
        _access = access;
        _options = options;
        Time = time;
        _bucket = new TokenBucket(options.QueriesPerSecond, options.Burst, time);
        _http = new HttpMessageInvoker(new AuthenticatingHandler(access, options));
    }

    public TimeProvider Time { get; }

    public TimeSpan RequestTimeout => _options.RequestTimeout;

    /// <summary>Sends a request and waits for the head of a successful answer; its body is still to be read.</summary>
    /// <param name="path">Path and query below the server's address.</param>
    /// <exception cref="KubernetesApiException">The server answered with an error.</exception>
    /// <exception cref="RequestTimeoutException">It did not answer in time.</exception>
    /// <exception cref="HttpRequestException">It could not be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, string accept, bool compressed, CancellationToken ct)
    {
        await _bucket.WaitAsync(ct);
        using var request = Create(method, path, body, accept, compressed);
        using var limit = new CancellationTokenSource(RequestTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var response = await _http.SendAsync(request, either.Token);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await StatusReader.FromResponseAsync(response, Describe(method, path), Time, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw NoAnswer(method, path);
        }
    }

    /// <summary>Sends a request and reads the whole answer, which must be a small one.</summary>
    public async Task<byte[]> ReadAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, string accept, CancellationToken ct)
    {
        using var response = await SendAsync(method, path, body, accept, compressed: true, ct);
        await using var stream = await OpenBodyAsync(response, ct);
        using var reader = new PatientReader(stream, Time, ct);
        using var buffer = new ResponseBuffer(16 * 1024);
        try
        {
            while (await reader.ReadAsync(buffer.Space(), RequestTimeout) is > 0 and var count)
                buffer.Append(count);
        }
        catch (TimeoutException)
        {
            throw NoAnswer(method, path);
        }

        return buffer.Unread.ToArray();
    }

    public Task<byte[]> GetAsync(string path, CancellationToken ct) => ReadAsync(HttpMethod.Get, path, body: null, Json, ct);

    /// <summary>The body of an answer, decompressed where the server compressed it.</summary>
    public static async Task<Stream> OpenBodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var stream = await response.Content.ReadAsStreamAsync(ct);
        return response.Content.Headers.ContentEncoding.Contains("gzip")
            ? new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress)
            : stream;
    }

    /// <summary>Names a request in messages. The query is left out: it is long, and tells people nothing.</summary>
    public string Describe(HttpMethod method, string path) => $"{method} {_access.Server}{path.Split('?', 2)[0]}";

    public RequestTimeoutException NoAnswer(HttpMethod method, string path) =>
        new($"{Describe(method, path)}: no answer within {RequestTimeout.TotalSeconds:0.#} s");

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Create(HttpMethod method, string path, ReadOnlyMemory<byte>? body, string accept, bool compressed)
    {
        var request = new HttpRequestMessage(method, new Uri(_access.Server, path));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", compressed ? "gzip" : "identity");
        if (body is { } bytes)
            request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(Json) } };
        return request;
    }
}
