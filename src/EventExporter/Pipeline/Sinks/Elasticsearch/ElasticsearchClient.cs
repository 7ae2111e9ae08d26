using System.Net;
using System.Net.Http.Headers;
using EventExporter.Pipeline.Sinks.Aws;
using EventExporter.Pipeline.Sinks.Http;

namespace EventExporter.Pipeline.Sinks.Elasticsearch;

/// <summary>Requests to a cluster: to a node that works, with the receiver's credentials or signature.</summary>
internal sealed class ElasticsearchClient : IDisposable
{
    private readonly HostPool _hosts;
    private readonly HttpClient _client;
    private readonly SecretMask _mask;
    private readonly AwsSigner? _signer;

    /// <exception cref="SinkConfigurationException">The options cannot be used together, or not at all.</exception>
    public ElasticsearchClient(ElasticsearchOptions options, SinkContext context)
    {
        if (options is OpenSearchOptions { Aws: not null } && (options.Username.Length > 0 || !options.ApiKey.IsEmpty || options.Hosts.Any(static host => host.UserInfo.Length > 0)))
            throw new SinkConfigurationException("aws: requests are signed or carry a password, not both", "leave aws out, or username, password, apiKey and credentials in hosts");
        var hosts = HostsOf(options);
        _hosts = new HostPool([.. hosts.Select(WithoutUser)], context.Time);
        _client = SinkHttpClient.Create(options, context.Transport);
        Authorize(options, hosts[0].UserInfo);
        if (options is OpenSearchOptions { Aws: { } aws })
            _signer = AwsSigner.Of(AwsAccess.Of(aws.Region, aws.AssumeRoleArn, aws.ExternalId, aws.Profile), aws.Service, context);
        _mask = new SecretMask([options.Password.Reveal(), options.ApiKey.Reveal(), .. options.Headers.Values.Select(h => h.Reveal()), .. hosts.Select(h => h.UserInfo)]);
    }

    /// <summary>The nodes, in the order in which the next request would try them.</summary>
    public IReadOnlyList<Uri> Addresses => _hosts.Candidates();

    /// <summary>Takes secrets out of the configuration out of error texts.</summary>
    public SecretMask Secrets => _mask;

    public string Mask(string text)
    {
        var masked = _mask.Apply(text);
        return _signer?.Mask(masked) ?? masked;
    }

    /// <summary>An expired session is said in the text only; other keys cost no more than asking for them.</summary>
    public void ForgetCredentials() => _signer?.Forget();

    /// <summary>Tries one node after another until one answers, whatever it answers.</summary>
    /// <param name="path">From the slash on, escaped, with the query.</param>
    /// <param name="body">As it goes over the wire; empty for none.</param>
    /// <param name="read">Reads the answer while it is open.</param>
    /// <exception cref="HttpRequestException">No node could be reached.</exception>
    /// <exception cref="AwsCredentialsException">There are no credentials to sign with.</exception>
    public async Task<T> SendAsync<T>(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type, bool compressed, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        HttpRequestException? unreachable = null;
        foreach (var host in _hosts.Candidates())
        {
            try
            {
                using var request = new HttpRequestMessage(method, host.AbsoluteUri.TrimEnd('/') + path) { Content = ContentOf(body, type, compressed) };
                if (_signer is not null)
                    await _signer.SignAsync(request, body, cancellation);
                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                var answer = await read(response, cancellation);
                if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
                    _hosts.Failed(host);
                else
                    _hosts.Works(host);
                return answer;
            }
            catch (HttpRequestException error)
            {
                _hosts.Failed(host);
                unreachable = error;
            }
            catch (OperationCanceledException)
            {
                // It hangs, perhaps: let the next attempt begin with another.
                _hosts.Failed(host);
                throw;
            }
        }

        throw unreachable!;
    }

    public void Dispose() => _client.Dispose();

    private static ReadOnlyMemoryContent? ContentOf(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type, bool compressed)
    {
        if (type is null)
            return null;
        var content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = type } };
        if (compressed)
            content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private void Authorize(ElasticsearchOptions options, string userInfo)
    {
        var headers = _client.DefaultRequestHeaders;
        if (!options.ApiKey.IsEmpty)
            headers.Authorization = new AuthenticationHeaderValue("ApiKey", options.ApiKey.Reveal());
        else if (options.Username.Length > 0)
            headers.Authorization = BasicAuthentication.Header(options.Username, options.Password.Reveal());
        else if (userInfo.Length > 0)
            headers.Authorization = BasicAuthentication.Header(userInfo);
        foreach (var (name, value) in options.Headers)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value.Reveal());
        }
    }

    private static List<Uri> HostsOf(ElasticsearchOptions options)
    {
        if (options.Hosts.Count > 0)
            return [.. options.Hosts];
        return options.CloudId.Length > 0
            ? [CloudId.ToAddress(options.CloudId)]
            : throw new SinkConfigurationException("hosts: not one is given", "write hosts: [https://elasticsearch:9200], or cloudID");
    }

    private static Uri WithoutUser(Uri host) => new UriBuilder(host) { UserName = "", Password = "" }.Uri;
}
