using System.Text.Json.Nodes;
using EventExporter.Kubernetes.Access;
using EventExporter.Kubernetes.Tests.Support;
using EventExporter.Testing;
using static EventExporter.Kubernetes.Tests.Support.Answers;

namespace EventExporter.Kubernetes.Tests.Access.Credentials;

/// <summary>With a real program: a shell script beside a real kubeconfig.</summary>
public sealed class ExecCredentialsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("exec-plugin");
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task The_plugin_is_run_with_its_arguments_and_variables()
    {
        var access = Resolve(
            """
            printf '%s' "$KUBERNETES_EXEC_INFO" > request.json
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s-%s"}}' "$1" "$REGION"
            """,
            """
            args: [first]
                  env: [{name: REGION, value: north}]
                  provideClusterInfo: true
            """);

        Assert.Equal("first-north", await TokenAsync(access));
        var request = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "request.json")))!;
        Assert.Equal(
            """{"interactive":false,"cluster":{"server":"https://a.example.com","insecure-skip-tls-verify":true,"config":{"audience":"x","level":2}}}""",
            request["spec"]!.ToJsonString());
    }

    [Fact]
    public async Task A_credential_is_kept_until_it_expires()
    {
        var access = Resolve(Counting(", \"expirationTimestamp\":\"2026-01-01T00:10:00Z\""));

        Assert.Equal("run1", await TokenAsync(access));
        Assert.Equal("run1", await TokenAsync(access));
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("run2", await TokenAsync(access));
    }

    [Fact]
    public async Task A_401_runs_the_plugin_once_more()
    {
        await using var server = await TestApiServer.StartAsync();
        server.On("/version", context => context.Request.Headers.Authorization == "Bearer run2"
            ? context.AnswerAsync("""{"gitVersion":"v1"}""")
            : context.AnswerAsync(Status(401, "Unauthorized", "Unauthorized"), 401));
        using var client = new KubernetesClient(Resolve(Counting(""), server: server.Address.AbsoluteUri));

        var version = await client.GetServerVersionAsync(CancellationToken.None);

        Assert.Equal("v1", version.GitVersion);
        Assert.Equal(["Bearer run1", "Bearer run2"], server.Requests.Select(r => r.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_plugin_that_fails_is_quoted_but_its_output_is_not()
    {
        var access = Resolve("echo s3cret; echo 'no session, run: cloud login' >&2; exit 3");

        var e = await Assert.ThrowsAsync<ClusterAccessException>(() => TokenAsync(access));

        Assert.EndsWith("failed: it ended with exit code 3: no session, run: cloud login", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo s3cret", "it did not print a JSON ExecCredential")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"s3cret"}}'""", "it printed no ExecCredential of client.authentication.k8s.io/v1")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}'""", "its ExecCredential has neither a token nor a client certificate")]
    public async Task A_plugin_that_prints_something_else_is_told_what_was_expected(string script, string complaint)
    {
        var e = await Assert.ThrowsAsync<ClusterAccessException>(() => TokenAsync(Resolve(script)));

        Assert.EndsWith(complaint, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_is_not_there_is_told_with_its_install_hint()
    {
        var access = Resolve(script: null, "installHint: get it from https://example.com");

        var e = await Assert.ThrowsAsync<ClusterAccessException>(() => TokenAsync(access));

        Assert.Contains($"cannot run the exec plugin \"{Path.Combine(_folder.FullName, "plugin.sh")}\"", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("\nget it from https://example.com", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Counting(string more) =>
        """
        echo x >> runs
        printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"run%s"MORE}}' $(wc -l < runs)
        """.Replace("MORE", more, StringComparison.Ordinal);

    private ClusterAccess Resolve(string? script, string more = "", string server = "https://a.example.com")
    {
        if (script is not null)
        {
            var plugin = Path.Combine(_folder.FullName, "plugin.sh");
            File.WriteAllText(plugin, $"#!/bin/sh\ncd '{_folder.FullName}'\n{script}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var kubeconfig = Path.Combine(_folder.FullName, "config");
        File.WriteAllText(kubeconfig, $$"""
            current-context: a
            clusters:
            - name: a
              cluster:
                server: {{server}}
                insecure-skip-tls-verify: true
                extensions:
                - name: client.authentication.k8s.io/exec
                  extension:
                    audience: x
                    level: 2
            users:
            - name: ann
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  interactiveMode: Never
                  command: ./plugin.sh
                  {{more}}
            contexts:
            - name: a
              context: {cluster: a, user: ann}
            """);
        return ClusterAccess.Resolve(new ClusterAccessOptions { Kubeconfig = kubeconfig }, time: _time);
    }

    private static async Task<string?> TokenAsync(ClusterAccess access) =>
        (await access.Credentials.GetAsync(CancellationToken.None)).Authorization?.Parameter;
}
