using EventExporter.Benchmarks.EndToEnd.Processes;
using EventExporter.Benchmarks.EndToEnd.Scenarios;

namespace EventExporter.Benchmarks.EndToEnd;

/// <summary>Measures the published executable between an API server and a bulk service, each in a process of its own.</summary>
internal static class EndToEndCommand
{
    private const string Usage = """
        end-to-end throughput|steady|relist|outage [options]
          --exporter PATH   the executable to measure; published to a temporary folder if left out
          --events N        throughput: events to send (1000000); relist: events in the list (500000)
          --seconds N       steady: length of the measured part (60); outage: how long the receiver is down (60; in full: 600)
          --rate N          events a second: steady 200, outage 2000; throughput as fast as they are taken
          --objects N       different objects that the events are about (512)
          --keep            leave the temporary folder, with the exporter's log, where it is
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["api-server", .. var flood])
            return await ApiServerChild.RunAsync(flood);
        if (args is ["bulk-service", ..])
            return await BulkServiceChild.RunAsync();
        if (args.Length == 0 || Find(args[0]) is not { } scenario || EndToEndOptions.Parse(args[1..]) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        using var folder = new WorkFolder(options.Keep);
        options = options with { Exporter = options.Exporter ?? await Publishing.PublishAsync(folder.Path) };
        var report = await scenario(options, folder.Path);
        report.Print(Console.Out);
        return report.NothingIsLost ? 0 : 1;
    }

    private static Func<EndToEndOptions, string, Task<Report>>? Find(string name) => name switch
    {
        "throughput" => Throughput.RunAsync,
        "steady" => Steady.RunAsync,
        "relist" => Relist.RunAsync,
        "outage" => Outage.RunAsync,
        _ => null,
    };
}
