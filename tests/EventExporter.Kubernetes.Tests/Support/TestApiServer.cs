using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EventExporter.Kubernetes.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EventExporter.Kubernetes.Tests.Support;

/// <summary>A real HTTP server whose answers a test writes. What no answer was written for is answered with 501, and fails the test's request.</summary>
internal sealed class TestApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new();

    private TestApiServer(WebApplication app)
    {
        _app = app;
        _app.Run(AnswerAsync);
    }

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public Uri Address { get; private set; } = null!;

    /// <param name="certificate">The server's certificate; null for plain HTTP.</param>
    /// <param name="clientAuthority">Who must have signed the clients' certificates; null to ask for none.</param>
    public static async Task<TestApiServer> StartAsync(X509Certificate2? certificate = null, X509Certificate2? clientAuthority = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(https => Configure(https, certificate, clientAuthority));
        }));
        var server = new TestApiServer(builder.Build());
        await server._app.StartAsync();
        var address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Address = new Uri(address);
        return server;
    }

    public TestApiServer On(string path, RequestDelegate answer)
    {
        _answers[path] = answer;
        return this;
    }

    public TestApiServer OnJson(string path, string body, int status = 200) => On(path, context => context.AnswerAsync(body, status));

    public KubernetesClient Client(KubernetesClientOptions? options = null, TimeProvider? time = null, string? token = null) =>
        new(ClusterAccess.ForServer(Address, token), options, time);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static void Configure(HttpsConnectionAdapterOptions https, X509Certificate2 certificate, X509Certificate2? clientAuthority)
    {
        https.ServerCertificate = certificate;
        if (clientAuthority is null)
            return;
        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        https.ClientCertificateValidation = (client, _, _) =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(clientAuthority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(client);
        };
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(new ReceivedRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()),
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body,
            context.Connection.ClientCertificate?.Subject));
        context.Items["body"] = body;
        if (_answers.TryGetValue(context.Request.Path, out var answer))
            await answer(context);
        else
            await context.AnswerAsync($"no answer was written for {context.Request.Path}", 501);
    }
}
