using Microsoft.Extensions.Hosting;

namespace EventExporter.SampleCluster.Server;

/// <summary>Keeps the server's host from reacting to signals: those belong to the program that the server runs in.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
