using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EventExporter.EndToEnd.Support;

/// <summary>An API server and its etcd, of a test's own. Disposing kills both.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private const string Token = "end-to-end-tests";

    private readonly List<Process> _processes = [];
    private readonly HttpClient _http;

    private ControlPlane(Uri address, string kubeconfig)
    {
        Kubeconfig = kubeconfig;
        // Its certificate is its own and a minute old; this is a test on the loopback interface.
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        _http = new HttpClient(handler) { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>Path of a kubeconfig for a user who may do everything.</summary>
    public string Kubeconfig { get; }

    /// <param name="assets">Folder of the two executables.</param>
    public static async Task<ControlPlane> StartAsync(string assets, Workspace workspace)
    {
        var (etcd, peers, api) = (FreePort(), FreePort(), FreePort());
        var address = new Uri($"https://127.0.0.1:{api}");
        var cluster = new ControlPlane(address, workspace.Write("real-kubeconfig", KubeconfigFor(address)));
        using var key = RSA.Create(2048);
        var keyFile = workspace.Write("service-accounts.pem", key.ExportRSAPrivateKeyPem());
        cluster.Run(
            Path.Combine(assets, "etcd"),
            $"--data-dir={workspace["etcd"]}",
            $"--listen-client-urls=http://127.0.0.1:{etcd}",
            $"--advertise-client-urls=http://127.0.0.1:{etcd}",
            $"--listen-peer-urls=http://127.0.0.1:{peers}",
            $"--initial-advertise-peer-urls=http://127.0.0.1:{peers}",
            $"--initial-cluster=default=http://127.0.0.1:{peers}");
        cluster.Run(
            Path.Combine(assets, "kube-apiserver"),
            $"--etcd-servers=http://127.0.0.1:{etcd}",
            "--bind-address=127.0.0.1",
            $"--secure-port={api}",
            $"--cert-dir={workspace["certificates"]}",
            $"--token-auth-file={workspace.Write("tokens.csv", $"{Token},tester,tester,system:masters\n")}",
            "--authorization-mode=RBAC",
            "--service-account-issuer=https://kubernetes.default.svc",
            $"--service-account-key-file={keyFile}",
            $"--service-account-signing-key-file={keyFile}",
            "--disable-admission-plugins=ServiceAccount",
            "--service-cluster-ip-range=10.0.0.0/24");
        await Eventually.TrueAsync(cluster.IsReadyAsync, () => "the API server should become ready");
        return cluster;
    }

    public Task CreateEventAsync(string name) => SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/events", "application/json", new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
        ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = "default", ["name"] = name, ["apiVersion"] = "v1" },
        ["reason"] = "Tested",
        ["message"] = "An event of a test",
        ["source"] = new JsonObject { ["component"] = "tests" },
        ["firstTimestamp"] = Now(),
        ["lastTimestamp"] = Now(),
        ["count"] = 1,
        ["type"] = "Normal",
    });

    public Task CountUpAsync(string name, int count) => SendAsync(
        HttpMethod.Patch,
        $"/api/v1/namespaces/default/events/{name}",
        "application/merge-patch+json",
        new JsonObject { ["count"] = count, ["lastTimestamp"] = Now() });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private static string KubeconfigFor(Uri address) => $$$"""
        apiVersion: v1
        kind: Config
        current-context: real
        clusters: [{name: real, cluster: {server: "{{{address}}}", insecure-skip-tls-verify: true}}]
        contexts: [{name: real, context: {cluster: real, user: tester}}]
        users: [{name: tester, user: {token: {{{Token}}}}}]
        """;

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void Run(string executable, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/readyz", UriKind.Relative));
            using var space = await _http.GetAsync(new Uri("/api/v1/namespaces/default", UriKind.Relative));
            return response.IsSuccessStatusCode && space.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task SendAsync(HttpMethod method, string path, string mediaType, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, mediaType) };
        using var response = await _http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
