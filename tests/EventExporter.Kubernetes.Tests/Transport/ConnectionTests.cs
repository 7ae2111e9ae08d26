using System.Net;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Testing;

namespace EventExporter.Kubernetes.Tests.Transport;

/// <summary>Real connections and handshakes, described by a kubeconfig.</summary>
public sealed class ConnectionTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly FakeEnvironment _files = new();
    private readonly ManualTimeProvider _time = new();

    public ConnectionTests() => _files.Write("/kube/ca.pem", _certificates.Authority.ExportCertificatePem());

    [Fact]
    public async Task A_server_signed_by_the_given_authority_is_believed()
    {
        await using var server = await StartAsync();
        using var client = Client(server, "certificate-authority: ca.pem", "token: t");

        Assert.Equal("v1", (await client.GetServerVersionAsync(CancellationToken.None)).GitVersion);
    }

    [Fact]
    public async Task A_server_signed_by_another_authority_is_not()
    {
        using var others = new TestCertificates();
        _files.Write("/kube/ca.pem", others.Authority.ExportCertificatePem());
        await using var server = await StartAsync();
        using var client = Client(server, "certificate-authority: ca.pem", "token: t");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetServerVersionAsync(CancellationToken.None));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Any_server_is_believed_where_that_is_asked_for()
    {
        await using var server = await StartAsync();
        using var client = Client(server, "insecure-skip-tls-verify: true", "token: t");

        Assert.Equal("v1", (await client.GetServerVersionAsync(CancellationToken.None)).GitVersion);
    }

    [Fact]
    public async Task The_certificate_is_checked_against_the_given_server_name()
    {
        await using var server = await StartAsync(dnsName: "kubernetes.example.com");
        using var named = Client(server, "certificate-authority: ca.pem\n    tls-server-name: kubernetes.example.com", "token: t");
        using var unnamed = Client(server, "certificate-authority: ca.pem", "token: t");

        Assert.Equal("v1", (await named.GetServerVersionAsync(CancellationToken.None)).GitVersion);
        await Assert.ThrowsAsync<HttpRequestException>(() => unnamed.GetServerVersionAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public async Task A_client_certificate_says_who_we_are(string algorithm)
    {
        var (certificate, key) = algorithm == "ec" ? _certificates.EcClient("ann") : _certificates.RsaClient("ann");
        _files.Write("/kube/ann.pem", certificate).Write("/kube/ann.key", key);
        await using var server = await StartAsync(withClients: true);
        using var client = Client(server, "certificate-authority: ca.pem", "client-certificate: ann.pem\n    client-key: ann.key");

        await client.GetServerVersionAsync(CancellationToken.None);

        Assert.Equal("CN=ann", Assert.Single(server.Requests).ClientCertificate);
    }

    [Fact]
    public async Task A_renewed_client_certificate_is_used_for_new_connections()
    {
        var (certificate, key) = _certificates.EcClient("ann");
        _files.Write("/kube/ann.pem", certificate).Write("/kube/ann.key", key);
        await using var server = await StartAsync(withClients: true);
        using var client = Client(server, "certificate-authority: ca.pem", "client-certificate: ann.pem\n    client-key: ann.key");
        await client.GetServerVersionAsync(CancellationToken.None);
        (certificate, key) = _certificates.EcClient("ann-renewed");
        _files.Write("/kube/ann.pem", certificate, _time.GetUtcNow()).Write("/kube/ann.key", key, _time.GetUtcNow());

        _time.Advance(TimeSpan.FromMinutes(1));
        await client.GetServerVersionAsync(CancellationToken.None);

        Assert.Equal(["CN=ann", "CN=ann-renewed"], server.Requests.Select(r => r.ClientCertificate));
    }

    [Fact]
    public async Task Impersonation_and_token_go_with_each_request()
    {
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/version", "{}");
        using var client = Client(server, "", "token: t\n    as: bob\n    as-groups: [devs, ops]\n    as-user-extra: {scopes: [a]}");

        await client.GetServerVersionAsync(CancellationToken.None);

        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal(("Bearer t", "bob", "a"), (headers["Authorization"], headers["Impersonate-User"], headers["Impersonate-Extra-scopes"]));
        Assert.Equal(["devs", "ops"], headers["Impersonate-Group"].Split(',', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task A_401_has_a_rotated_token_file_read_and_the_request_sent_once_more()
    {
        _files.Write("/kube/token", "old");
        await using var server = await TestApiServer.StartAsync();
        server.On("/version", context =>
        {
            if (context.Request.Headers.Authorization == "Bearer new")
                return context.AnswerAsync("{}");
            _files.Write("/kube/token", "new");
            return context.AnswerAsync(Answers.Status(401, "Unauthorized", "Unauthorized"), (int)HttpStatusCode.Unauthorized);
        });
        using var client = Client(server, "", "tokenFile: token");

        await client.GetServerVersionAsync(CancellationToken.None);

        Assert.Equal(["Bearer old", "Bearer new"], server.Requests.Select(r => r.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_401_that_stays_is_reported_after_one_more_try()
    {
        _files.Write("/kube/token", "bad");
        await using var server = await TestApiServer.StartAsync();
        server.OnJson("/version", Answers.Status(401, "Unauthorized", "Unauthorized"), 401);
        using var client = Client(server, "", "tokenFile: token");

        var e = await Assert.ThrowsAsync<Errors.KubernetesApiException>(() => client.GetServerVersionAsync(CancellationToken.None));

        Assert.Equal(401, e.StatusCode);
        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain("bad", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_go_through_the_proxy_that_the_kubeconfig_names()
    {
        await using var proxy = await TestApiServer.StartAsync();
        proxy.OnJson("/version", """{"gitVersion":"through the proxy"}""");
        using var client = Client(new Uri("http://cluster.invalid:6443"), $"proxy-url: {proxy.Address}", "token: t");

        Assert.Equal("through the proxy", (await client.GetServerVersionAsync(CancellationToken.None)).GitVersion);
        Assert.Equal("cluster.invalid:6443", Assert.Single(proxy.Requests).Headers["Host"]);
    }

    public void Dispose() => _certificates.Dispose();

    private async Task<TestApiServer> StartAsync(string dnsName = "localhost", bool withClients = false)
    {
        var server = await TestApiServer.StartAsync(
            _certificates.Server(dnsName, withLoopback: dnsName == "localhost"), withClients ? _certificates.Authority : null);
        return server.OnJson("/version", """{"gitVersion":"v1"}""");
    }

    private KubernetesClient Client(TestApiServer server, string cluster, string user) => Client(server.Address, cluster, user);

    private KubernetesClient Client(Uri server, string cluster, string user)
    {
        _files.Write("/kube/config", $$"""
            current-context: a
            clusters:
            - name: a
              cluster:
                server: {{server}}
                {{cluster.Replace("\n    ", "\n                ", StringComparison.Ordinal)}}
            users:
            - name: ann
              user:
                {{user.Replace("\n    ", "\n                ", StringComparison.Ordinal)}}
            contexts:
            - name: a
              context: {cluster: a, user: ann}
            """.Replace("\n                ", "\n    ", StringComparison.Ordinal));
        var access = ClusterAccess.Resolve(new ClusterAccessOptions { Kubeconfig = "/kube/config" }, _files, _time);
        return new KubernetesClient(access, time: _time);
    }
}
