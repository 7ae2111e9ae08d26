using System.Net;
using EventExporter.Configuration.Model;
using EventExporter.Configuration.Values;
using EventExporter.Testing;
using EventExporter.Tests.Pipeline.Delivery;
using EventExporter.Web.Access;
using EventExporter.Web.Api;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;

namespace EventExporter.Tests.Web.Access;

public sealed class AccessControlTests
{
    private const string Token = "a-token-of-some-length";

    private readonly ManualTimeProvider _time = new();
    private readonly ListLogger _log = new();
    private readonly AccessControl _access;

    public AccessControlTests() => _access = new AccessControl(
        new ServerAuthOptions { Tokens = [new() { Name = "one", Token = new Secret(Token) }, new() { Name = "two", Token = new Secret(Token + "2") }] }, _time, _log);

    [Fact]
    public void After_ten_wrong_guesses_a_right_one_is_not_let_in_either_until_the_minute_is_over()
    {
        for (var i = 0; i < FailedLogins.Allowed; i++)
            Assert.Equal(401, StatusOf("192.0.2.1", $"guess-{i}"));

        Assert.Equal(429, StatusOf("192.0.2.1", Token));
        Assert.Equal(429, StatusOf("192.0.2.1", "guess"));
        _time.Advance(FailedLogins.Window);
        Assert.Equal(200, StatusOf("192.0.2.1", Token));
    }

    [Fact]
    public void Who_has_been_let_in_from_there_before_is_not_locked_out_by_one_who_guesses_behind_the_same_proxy()
    {
        Assert.Equal(200, StatusOf("192.0.2.1", Token));
        for (var i = 0; i < 50; i++)
            StatusOf("192.0.2.1", $"guess-{i}");

        Assert.Equal(200, StatusOf("192.0.2.1", Token));
        Assert.Equal(429, StatusOf("192.0.2.1", Token + "2"));
        Assert.Equal(200, StatusOf("192.0.2.2", Token + "2"));
    }

    [Fact]
    public void One_network_of_IPv6_counts_as_one_address()
    {
        for (var i = 1; i <= FailedLogins.Allowed; i++)
            StatusOf($"2001:db8::{i}", "guess");

        Assert.Equal(429, StatusOf("2001:db8::ffff:1", Token));
        Assert.Equal(200, StatusOf("2001:db8:0:1::1", Token));
    }

    [Fact]
    public void The_wait_is_told()
    {
        for (var i = 0; i < FailedLogins.Allowed; i++)
            StatusOf("192.0.2.1", "guess");
        _time.Advance(TimeSpan.FromSeconds(20));

        var problem = Assert.Throws<ApiProblem>(() => _access.Identify(From("192.0.2.1", $"Bearer {Token}")));

        Assert.Equal(("Retry-After", "40"), (problem.Headers[0].Key, problem.Headers[0].Value));
    }

    [Fact]
    public void The_log_says_from_where_but_not_what()
    {
        StatusOf("192.0.2.1", "my-other-password");

        Assert.Contains(_log.Lines, line => line.Text.Contains("192.0.2.1", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Text.Contains("my-other-password", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData(Token)]
    [InlineData("Basic !!!")]
    [InlineData("Digest " + Token)]
    [InlineData("Bearer " + Token + " ,Bearer x")]
    public void What_is_no_known_credential_is_refused(string authorization) =>
        Assert.Equal(401, Assert.Throws<ApiProblem>(() => _access.Identify(From("192.0.2.1", authorization))).Status);

    [Fact]
    public void The_scheme_is_read_in_any_case() => Assert.Equal("one", _access.Identify(From("192.0.2.1", $"bEARER {Token}")).Name);

    [Fact]
    public void Only_the_very_token_is_the_token()
    {
        var known = new KnownCredentials(new ServerAuthOptions { Tokens = [new() { Name = "one", Token = new Secret(Token) }] });
        Prop.ForAll(
            Gen.OneOf(
                ArbMap.Default.GeneratorFor<NonNull<string>>().Select(static text => text.Get),
                Gen.Choose(0, Token.Length).Select(static length => Token[..length]),
                Gen.Choose(0, Token.Length - 1).Select(static at => Token[..at] + "X" + Token[(at + 1)..])).ToArbitrary(),
            text => known.Find("Bearer " + text) is not null == (text.Trim() == Token)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Nobody_fills_the_memory_with_addresses()
    {
        var failures = new FailedLogins(_time);
        for (var i = 0; i < 50_000; i++)
            failures.Failed(new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));

        Assert.Equal(TimeSpan.Zero, failures.WaitOf(IPAddress.Parse("10.0.0.1")));
    }

    private int StatusOf(string address, string token)
    {
        try
        {
            _access.Identify(From(address, $"Bearer {token}"));
            return 200;
        }
        catch (ApiProblem problem)
        {
            return problem.Status;
        }
    }

    private static DefaultHttpContext From(string address, string authorization)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Headers.Authorization = authorization;
        return context;
    }
}
