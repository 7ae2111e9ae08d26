using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventExporter.Pipeline.Sinks.Http.OAuth;

/// <summary>
/// The access token of a receiver: asked for when the first request needs it, kept until shortly before it expires, and thrown away when
/// the service no longer takes it. However many requests wait for one, it is asked for once.
/// </summary>
internal sealed class OAuthTokens : IDisposable
{
    /// <summary>For answers that do not say how long a token lives.</summary>
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(1);

    /// <summary>Between tries of what only people can mend: a wrong secret, a client without the right.</summary>
    private static readonly TimeSpan UntilMended = TimeSpan.FromSeconds(60);

    private readonly OAuthOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly SecretMask _mask;
    private readonly SemaphoreSlim _asking = new(1);
    private volatile AccessToken? _token;

    /// <param name="http">The receiver's own options: certificates and proxy hold for the token's server too.</param>
    public OAuthTokens(OAuthOptions options, HttpOptions http, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _client = SinkHttpClient.Create(http with { Tls = http.Tls.ForAnotherHost() }, transport: null);
        _mask = new SecretMask([options.ClientSecret.Reveal()]);
    }

    /// <exception cref="OAuthException">The token's server refuses, or its answer is none.</exception>
    /// <exception cref="HttpRequestException">The token's server cannot be reached.</exception>
    public async Task<string> GetAsync(CancellationToken cancellation)
    {
        if (_token is { } known && _time.GetUtcNow() < known.RefreshAt)
            return known.Value;
        await _asking.WaitAsync(cancellation);
        try
        {
            if (_token is { } fresh && _time.GetUtcNow() < fresh.RefreshAt)
                return fresh.Value;
            return (_token = await AskAsync(cancellation)).Value;
        }
        catch (HttpRequestException error)
        {
            throw new HttpRequestException($"oauth2: {_options.TokenUrl.Authority} cannot be reached: {error.Message}", error.InnerException);
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>The service did not take it: the next request gets a new one. A token that has been renewed since is kept.</summary>
    public void Discard(string token)
    {
        if (_token is { } known && known.Value == token)
            _token = null;
    }

    public void Dispose()
    {
        _client.Dispose();
        _asking.Dispose();
    }

    private async Task<AccessToken> AskAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.TokenUrl) { Content = new FormUrlEncodedContent(Form()) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (_options.AuthStyle == OAuthStyle.Header)
            request.Headers.Authorization = BasicAuthentication.Header(Uri.EscapeDataString(_options.ClientId), Uri.EscapeDataString(_options.ClientSecret.Reveal()));
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
            throw await RefusedAsync(response, cancellation);
        return Read(await response.Content.ReadAsStringAsync(cancellation));
    }

    private IEnumerable<KeyValuePair<string, string>> Form()
    {
        yield return new("grant_type", "client_credentials");
        if (_options.Scopes.Count > 0)
            yield return new("scope", string.Join(' ', _options.Scopes));
        if (_options.Audience.Length > 0)
            yield return new("audience", _options.Audience);
        if (_options.AuthStyle != OAuthStyle.Body)
            yield break;
        yield return new("client_id", _options.ClientId);
        yield return new("client_secret", _options.ClientSecret.Reveal());
    }

    private AccessToken Read(string body)
    {
        var json = Parse(body);
        if ((string?)json?["access_token"] is not { Length: > 0 } token)
            throw new OAuthException($"oauth2: the answer of {_options.TokenUrl.Authority} holds no access_token", UntilMended);
        if ((string?)json["token_type"] is { } type && !type.Equals("bearer", StringComparison.OrdinalIgnoreCase))
            throw new OAuthException($"oauth2: {_options.TokenUrl.Authority} gives tokens of type {type}, only bearer tokens are known here", UntilMended);
        var life = Seconds(json["expires_in"]) is { } seconds ? TimeSpan.FromSeconds(seconds) : UsualLife;
        var margin = life / 10 < LongestMargin ? life / 10 : LongestMargin;
        return new AccessToken(token, _time.GetUtcNow() + life - margin);
    }

    /// <summary>Servers write the number as a text, too.</summary>
    private static double? Seconds(JsonNode? node) =>
        double.TryParse(node?.ToString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e9
            ? seconds
            : null;

    private async Task<OAuthException> RefusedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await HttpVerdict.BodyAsync(response, cancellation);
        var json = Parse(body);
        var words = json is null ? body : string.Join(": ", new[] { (string?)json["error"], (string?)json["error_description"] }.Where(static word => word is { Length: > 0 }));
        var wayOut = (string?)json?["error"] switch
        {
            "invalid_client" => "check clientId, clientSecret and authStyle",
            "unauthorized_client" or "unsupported_grant_type" => "allow the client credentials grant for this client",
            "invalid_scope" => "check scopes",
            _ => "check tokenUrl and the client",
        };
        var text = _mask.Apply($"oauth2: {_options.TokenUrl.Authority} gives no token: HTTP {(int)response.StatusCode}{(words.Length > 0 ? $": {words}" : "")}");
        var isOurs = (int)response.StatusCode is >= 300 and < 500 and not 408 and not 429;
        return new OAuthException(isOurs ? $"{text} ({wayOut})" : text, RetryAfter.Of(response, _time) ?? (isOurs ? UntilMended : null));
    }

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
