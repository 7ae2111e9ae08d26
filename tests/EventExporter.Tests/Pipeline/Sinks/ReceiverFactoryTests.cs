using EventExporter.Configuration.Receivers;
using EventExporter.Configuration.Values;
using EventExporter.Pipeline.Delivery;
using EventExporter.Pipeline.Rendering;
using EventExporter.Pipeline.Sinks;
using EventExporter.Pipeline.Sinks.Elasticsearch;
using EventExporter.Pipeline.Sinks.Slack;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventExporter.Tests.Pipeline.Sinks;

public class ReceiverFactoryTests
{
    private readonly ReceiverFactory _factory = new(new EventRenderers(), TimeProvider.System, NullLoggerFactory.Instance);

    [Fact]
    public void What_the_configuration_leaves_out_is_the_default_of_the_type()
    {
        var options = _factory.Create(Config(new BatchOptions { MaxItems = 50 }), 3).Options;
        Assert.Equal((50, 5 * 1024 * 1024, TimeSpan.FromMilliseconds(100), 1), (options.MaxItems, options.MaxBytes, options.MaxDelay, options.Concurrency));
    }

    [Fact]
    public void A_rate_a_minute_is_a_rate()
    {
        var config = Config(new BatchOptions()) with { RateLimit = new RateLimitOptions { PerMinute = 30, Overflow = RateOverflow.Drop } };
        Assert.Equal(new RateLimit(30, TimeSpan.FromMinutes(1), 1, OverflowPolicy.Drop), _factory.Create(config, 0).Options.RateLimit);
    }

    [Theory]
    [InlineData("#alerts", null, true)]
    [InlineData("#{{ namespace }}", null, false)]
    [InlineData("#alerts", "{{ reason }}", false)]
    public void One_channel_of_Slack_gets_a_digest_of_a_flood_unless_templates_would_have_to_know_of_it(string channel, string? message, bool isDigest)
    {
        var config = Config(new BatchOptions()) with { Type = "slack", Options = new SlackOptions { Token = new Secret("xoxb-1"), Channel = channel, Message = message } };
        Assert.Equal(isDigest ? new RateLimit(1, TimeSpan.FromSeconds(1), 20, OverflowPolicy.Digest) : null, _factory.Create(config, 0).Options.RateLimit);
        config = config with { RateLimit = new RateLimitOptions { PerMinute = 30 } };
        Assert.Equal(new RateLimit(30, TimeSpan.FromMinutes(1)), _factory.Create(config, 0).Options.RateLimit);
    }

    [Fact]
    public void Every_receiver_type_of_the_configuration_has_a_sink() =>
        Assert.All(ReceiverTypes.BuiltIn.All, type => Assert.NotNull(SinkCatalog.Find(type.Name)));

    [Theory]
    [InlineData("/no/such/ca.pem", "", "", "tls.caFile")]
    [InlineData("", "/no/such/cert.pem", "", "certFile and keyFile come together")]
    [InlineData("", "/no/such/cert.pem", "/no/such/key.pem", "tls.certFile")]
    public void Certificate_files_that_cannot_be_used_are_told_by_name(string ca, string cert, string key, string expected)
    {
        var options = new ElasticsearchOptions { Hosts = [new Uri("https://es:9200")], Tls = new() { CaFile = ca, CertFile = cert, KeyFile = key } };
        var error = Assert.Throws<SinkConfigurationException>(() => _factory.Create(Config(new BatchOptions()) with { Options = options }, 0));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static ReceiverConfig Config(BatchOptions batch) => new()
    {
        Name = "search",
        Type = "elasticsearch",
        Batch = batch,
        Options = new ElasticsearchOptions { Hosts = [new Uri("http://es:9200")], Password = new Secret("x") },
    };
}
