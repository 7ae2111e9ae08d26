using System.Globalization;
using EventExporter.SampleCluster.Flood;
using EventExporter.SampleCluster.Server;

namespace EventExporter.Benchmarks.EndToEnd.Processes;

/// <summary>The API server with a flood of events: arguments are listed, watched, rate (0 for none each), objects, and a path for its kubeconfig.</summary>
internal static class ApiServerChild
{
    /// <summary>The listed events are older than the start of any run, as those of the last hour mostly are.</summary>
    private static readonly TimeSpan ListedAge = TimeSpan.FromMinutes(30);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var numbers = Array.ConvertAll(arguments[..4], text => int.Parse(text, CultureInfo.InvariantCulture));
        await using var server = await SampleApiServer.StartAsync();
        var flood = new EventFlood(new EventFloodOptions
        {
            Listed = numbers[0],
            ListedAge = ListedAge,
            Watched = numbers[1] > 0 ? numbers[1] : null,
            Rate = numbers[2] > 0 ? numbers[2] : null,
            Shapes = numbers[3],
            Objects = server.Store,
        });
        server.Flood = flood;
        await File.WriteAllTextAsync(arguments[4], server.KubeconfigText);
        await ChildProcess.ServeAsync(server.Address.AbsoluteUri, async command =>
        {
            if (command == "expire")
                await ExpireAsync(server);
            return $"watched={flood.WatchedCount} listed={flood.ListedCount}";
        });
        return 0;
    }

    /// <summary>The server restarts, and the next watch is refused: its version is gone.</summary>
    private static async Task ExpireAsync(SampleApiServer server)
    {
        server.Faults.FailNext(1, 410, static request => request.IsWatch);
        await server.RestartAsync();
    }
}
