using System.Net;
using EventExporter.Web.Api;

namespace EventExporter.Tests.Web.Api;

/// <summary>Every endpoint, for every kind of caller, from here and from elsewhere.</summary>
public sealed class AccessMatrixTests
{
    private static readonly (string Name, string? Token, bool Reads, bool Writes)[] Callers =
    [
        ("nobody", null, false, false),
        ("wrong", "a-token-that-nobody-has", false, false),
        ("reader", ApiHost.ReadToken, true, false),
        ("writer", ApiHost.WriteToken, true, true),
        ("payments", ApiHost.PaymentsToken, true, false),
        ("payments-ci", ApiHost.PaymentsWriteToken, true, true),
    ];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    public async Task With_credentials_configured_only_they_count(string remote)
    {
        await using var host = await ApiHost.StartAsync(findings: true);
        await host.SeedAsync();
        foreach (var endpoint in ApiEndpoints.All)
        {
            foreach (var (name, token, reads, writes) in Callers)
            {
                var expected = name == "wrong" ? HttpStatusCode.Unauthorized
                    : endpoint.Access == ApiAccess.Open || (endpoint.Access == ApiAccess.Read && reads) || writes ? (HttpStatusCode)endpoint.Status
                    : reads ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized;
                await AssertStatusAsync(host, endpoint, token, remote, expected, name);
            }
        }
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    public async Task Without_any_it_is_read_from_here_and_written_from_nowhere(string remote, bool isHere)
    {
        await using var host = await ApiHost.StartOpenAsync(findings: true);
        await host.SeedAsync();
        foreach (var endpoint in ApiEndpoints.All)
        {
            var expected = endpoint.Access == ApiAccess.Open || (endpoint.Access == ApiAccess.Read && isHere) ? (HttpStatusCode)endpoint.Status : HttpStatusCode.Forbidden;
            await AssertStatusAsync(host, endpoint, null, remote, expected, "nobody");
        }
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Real-IP", "::1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "rebound.example.com")]
    [InlineData("Host", "localhost.example.com")]
    [InlineData("Host", "10.1.2.3")]
    public async Task A_local_connection_that_stands_for_somebody_else_reads_nothing(string header, string value)
    {
        await using var host = await ApiHost.StartOpenAsync();
        var request = host.Request("GET", "/api/v1/receivers", null);
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Equal(HttpStatusCode.Forbidden, (await host.AskAsync(request)).Status);
    }

    [Fact]
    public async Task What_a_proxy_says_does_not_make_a_stranger_local()
    {
        await using var host = await ApiHost.StartOpenAsync();
        var request = host.Request("GET", "/api/v1/receivers", null, remote: "10.1.2.3");
        request.Headers.Add("X-Forwarded-For", "127.0.0.1");

        Assert.Equal(HttpStatusCode.Forbidden, (await host.AskAsync(request)).Status);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example.com")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_writes_nothing_even_with_a_good_token(string header, string value)
    {
        await using var host = await ApiHost.StartAsync();
        var request = host.Request("POST", "/api/v1/events", ApiHost.WriteToken, SampleRequests.Event);
        request.Headers.Add(header, value);

        Assert.Equal(HttpStatusCode.Forbidden, (await host.AskAsync(request)).Status);
        Assert.Equal(0, host.Journal.Head);
    }

    [Fact]
    public async Task Names_and_passwords_do_too()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var (password, expected) in new[] { ("correct horse", HttpStatusCode.OK), ("correct horsE", HttpStatusCode.Unauthorized), ("", HttpStatusCode.Unauthorized) })
        {
            var request = host.Request("GET", "/api/v1/receivers", null);
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"alice:{password}")));
            Assert.Equal(expected, (await host.AskAsync(request)).Status);
        }
    }

    [Fact]
    public async Task A_password_is_no_token_and_a_token_no_password()
    {
        await using var host = await ApiHost.StartAsync();
        var swapped = host.Request("GET", "/api/v1/receivers", null);
        swapped.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"reader:{ApiHost.ReadToken}")));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.AskAsync(swapped)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/v1/receivers", "alice:correct horse")).Status);
    }

    [Fact]
    public async Task No_secret_is_in_any_answer_or_log_line()
    {
        await using var host = await ApiHost.StartAsync(findings: true);
        await host.SeedAsync();
        var texts = new List<string>();
        foreach (var endpoint in ApiEndpoints.All)
        {
            foreach (var token in new[] { null, "almost-" + ApiHost.WriteToken, ApiHost.WriteToken })
            {
                var (path, body) = SampleRequests.All[endpoint.Id];
                using var response = await host.SendAsync(host.Request(endpoint.Method, path, token, body));
                if (endpoint.AnswerType == "application/json")
                    texts.Add(response.Headers + await response.Content.ReadAsStringAsync());
            }
        }

        texts.AddRange(host.Log.Lines.Select(static line => line.Text));
        Assert.All(texts, text => Assert.DoesNotContain("-token-0123456789", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_challenge_names_what_is_possible_and_spares_scripts_the_browser_s_own_window()
    {
        await using var host = await ApiHost.StartAsync();
        using var plain = await host.SendAsync(host.Request("GET", "/api/v1/receivers", null));
        var fetch = host.Request("GET", "/api/v1/receivers", null);
        fetch.Headers.Add("Sec-Fetch-Dest", "empty");
        using var script = await host.SendAsync(fetch);

        Assert.Contains("Basic", plain.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("Bearer realm=\"event-exporter\"", script.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public void There_is_a_sample_of_each_endpoint() =>
        Assert.Equal(ApiEndpoints.All.Select(static e => e.Id).Order(StringComparer.Ordinal), SampleRequests.All.Keys.Order(StringComparer.Ordinal));

    private static async Task AssertStatusAsync(ApiHost host, ApiEndpoint endpoint, string? token, string remote, HttpStatusCode expected, string name)
    {
        var (path, body) = SampleRequests.All[endpoint.Id];
        var request = host.Request(endpoint.Method, path, token, body, remote: remote);
        using var response = await host.SendAsync(request);
        // Who is wrong often is told so, without harm to the others.
        if (name == "wrong" && response.StatusCode == HttpStatusCode.TooManyRequests)
            return;
        Assert.True(expected == response.StatusCode, $"{endpoint.Id} for {name} from {remote}: {response.StatusCode}, expected {expected}: {(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync())}");
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }
}
