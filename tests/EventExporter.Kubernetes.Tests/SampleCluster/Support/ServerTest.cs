using EventExporter.SampleCluster.Server;

namespace EventExporter.Kubernetes.Tests.SampleCluster.Support;

/// <summary>A test with a sample server of its own and a client of it.</summary>
public abstract class ServerTest : IAsyncLifetime, IDisposable
{
    private SampleClient? _client;

    private protected SampleApiServer Server { get; private set; } = null!;

    private protected SampleClient Client => _client!;

    public virtual async Task InitializeAsync()
    {
        Server = await SampleApiServer.StartAsync();
        _client = new SampleClient(Server);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose()
    {
        _client?.Dispose();
        GC.SuppressFinalize(this);
    }
}
