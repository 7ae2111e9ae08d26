using System.Net;
using EventExporter.SampleCluster.Faults;
using EventExporter.SampleCluster.Flood;
using EventExporter.SampleCluster.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EventExporter.SampleCluster.Server;

/// <summary>
/// A Kubernetes API server in this process, on 127.0.0.1. It speaks the real protocol well enough for kubectl, serves what its store holds, and
/// fails on demand. Dispose it to stop it.
/// </summary>
public sealed class SampleApiServer : IAsyncDisposable
{
    private readonly ServerState _state;
    private readonly ITimer _sweeping;
    private WebApplication? _app;

    private SampleApiServer(SampleApiServerOptions options)
    {
        _state = new ServerState(options);
        _sweeping = options.Time.CreateTimer(_ => _state.Store.Sweep(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public int Port { get; private set; }

    public Uri Address => new($"{(_state.Options.Certificate is null ? "http" : "https")}://127.0.0.1:{Port}");

    /// <summary>The text of a kubeconfig file for this server.</summary>
    public string KubeconfigText => Kubeconfig.For(Address.GetLeftPart(UriPartial.Authority), _state.Options);

    /// <summary>The cluster's objects. After a restart with a fresh store it is another one.</summary>
    public ObjectStore Store => _state.Store;

    public FaultControls Faults => _state.Faults;

    public RequestLog Requests => _state.Requests;

    public AccessRules Access => _state.Access;

    /// <summary>While set, lists and watches of core/v1 events come from it instead of the store.</summary>
    public EventFlood? Flood
    {
        get => _state.Flood;
        set => _state.Flood = value;
    }

    /// <summary>Starts a server whose store holds the namespaces that every cluster has.</summary>
    public static async Task<SampleApiServer> StartAsync(SampleApiServerOptions? options = null)
    {
        var server = new SampleApiServer(options ?? new SampleApiServerOptions());
        BaseNamespaces.Create(server.Store);
        await server.ListenAsync(server._state.Options.Port);
        return server;
    }

    /// <summary>Stops listening and breaks all connections. The store and the port are kept for <see cref="ResumeAsync"/>.</summary>
    public async Task StopAsync()
    {
        if (_app is null)
            return;
        await _state.Stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Listens again on the same port.</summary>
    /// <param name="freshStore">Begin with an empty cluster whose versions start over, as after a rebuilt etcd.</param>
    public async Task ResumeAsync(bool freshStore = false)
    {
        if (_app is not null)
            throw new InvalidOperationException("The server is running; stop it first.");
        if (freshStore)
        {
            _state.Store = new ObjectStore(_state.Options.Time, _state.Options.Store with { Seed = _state.Options.Store.Seed + 1 });
            BaseNamespaces.Create(_state.Store);
        }

        _state.Stopping = new CancellationTokenSource();
        await ListenAsync(Port);
    }

    /// <summary>An API server restart: connections break, and the same port answers again.</summary>
    public async Task RestartAsync(bool freshStore = false)
    {
        await StopAsync();
        await ResumeAsync(freshStore);
    }

    public async ValueTask DisposeAsync()
    {
        await _sweeping.DisposeAsync();
        await StopAsync();
    }

    private async Task ListenAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = 3 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                if (_state.Options.Certificate is { } certificate)
                    listen.UseHttps(certificate);
            });
        });
        _app = builder.Build();
        _app.Run(new RequestDispatcher(_state).HandleAsync);
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Port = new Uri(address).Port;
    }
}
