using System.Diagnostics.CodeAnalysis;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Http.OAuth;
using EventExporter.Pipeline.Sinks.Webhook;
using EventExporter.Testing;
using EventExporter.Testing.Simulators;
using EventExporter.Tests.Pipeline.Delivery;

namespace EventExporter.Tests.Pipeline.Sinks.Webhook;

[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime disposes.")]
public class WebhookOAuthTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new(Some.Time);
    private readonly WebhookReceiver _service = new();
    private readonly TokenServer _tokens = new();

    public async Task InitializeAsync()
    {
        await _service.StartAsync();
        await _tokens.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _tokens.DisposeAsync();
    }

    [Theory]
    [InlineData("Header", "grant_type=client_credentials&scope=events.write+events.read&audience=events")]
    [InlineData("Body", "grant_type=client_credentials&scope=events.write+events.read&audience=events&client_id=exporter&client_secret=s3cr3t%2B%2F+value")]
    public async Task One_token_serves_many_requests(string style, string form)
    {
        await using var sink = Create(Enum.Parse<OAuthStyle>(style));
        _service.Authorization = "Bearer token-1-of-many";
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => sink.SendAsync(Some.Items(1), default)));
        Assert.Equal(10, _service.Accepted.Count);
        Assert.Equal([form], _tokens.Forms);
    }

    [Theory]
    [InlineData(3600, 3600 - 60)]
    [InlineData(100, 100 - 10)]
    [InlineData(null, 300 - 30)]
    public async Task It_is_renewed_before_it_expires(int? life, int usedFor)
    {
        _tokens.Life = life;
        await using var sink = Create();
        await sink.SendAsync(Some.Items(1), default);
        _time.Advance(TimeSpan.FromSeconds(usedFor - 1));
        await sink.SendAsync(Some.Items(1), default);
        Assert.Single(_tokens.Tokens);
        _time.Advance(TimeSpan.FromSeconds(1));
        await sink.SendAsync(Some.Items(1), default);
        Assert.Equal(["Bearer token-1-of-many", "Bearer token-1-of-many", "Bearer token-2-of-many"], _service.Accepted.Select(request => request.Headers["authorization"]));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once_and_the_event_delivered()
    {
        await using var sink = Create();
        await sink.SendAsync(Some.Items(1), default);
        _service.Authorization = "Bearer token-2-of-many";
        Assert.Equal(OutcomeKind.Delivered, (await sink.SendAsync(Some.Items(1), default))[0].Kind);
        _service.Authorization = "Bearer another";
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal((OutcomeKind.Retry, "HTTP 401 Unauthorized: who are you?"), (outcome.Kind, outcome.Reason));
        Assert.Equal((3, 5), (_tokens.Tokens.Count, _service.Requests));
    }

    [Fact]
    public async Task A_refusal_names_the_way_out_and_no_secret()
    {
        _tokens.ClientSecret = "another";
        await using var sink = Create();
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(60)), (outcome.Kind, outcome.After));
        Assert.Equal(
            $"oauth2: {_tokens.Address.Authority} gives no token: HTTP 401: invalid_client: not the secret of exporter: *** (check clientId, clientSecret and authStyle)", outcome.Reason);
        Assert.Equal(0, _service.Requests);
    }

    [Fact]
    public async Task A_token_server_in_trouble_is_asked_again_as_it_says()
    {
        await using var sink = Create();
        _tokens.FailNext(503, "busy", ("Retry-After", "7"));
        var outcome = (await sink.SendAsync(Some.Items(1), default))[0];
        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(7), $"oauth2: {_tokens.Address.Authority} gives no token: HTTP 503: busy"), (outcome.Kind, outcome.After, outcome.Reason));
        _tokens.FailNext(200, "<html>welcome</html>");
        Assert.Equal($"oauth2: the answer of {_tokens.Address.Authority} holds no access_token", (await sink.SendAsync(Some.Items(1), default))[0].Reason);
        await _tokens.StopAsync();
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => sink.SendAsync(Some.Items(1), default));
        Assert.StartsWith($"oauth2: {_tokens.Address.Authority} cannot be reached: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_service_repeats_is_in_no_outcome()
    {
        await using var sink = Create();
        _service.FailNext(400, "what is token-1-of-many?");
        Assert.Equal("HTTP 400 Bad Request: what is ***?", (await sink.SendAsync(Some.Items(1), default))[0].Reason);
    }

    [Fact]
    public void Two_ways_to_authorize_are_one_too_many()
    {
        var options = Options(OAuthStyle.Header) with { BearerToken = new Secret("abc") };
        var problem = Assert.Throws<SinkConfigurationException>(() => WebhookSink.Create(options, SinkUnderTest.Context()));
        Assert.StartsWith("oauth2 and bearerToken contradict each other", problem.Message, StringComparison.Ordinal);
    }

    private WebhookSink Create(OAuthStyle style = OAuthStyle.Header) => WebhookSink.Create(Options(style), SinkUnderTest.Context(_time));

    private WebhookOptions Options(OAuthStyle style) => new()
    {
        Endpoint = $"{_service.Address}",
        OAuth2 = new OAuthOptions
        {
            TokenUrl = _tokens.Address,
            ClientId = "exporter",
            ClientSecret = new Secret("s3cr3t+/ value"),
            Scopes = ["events.write", "events.read"],
            Audience = "events",
            AuthStyle = style,
        },
    };
}
