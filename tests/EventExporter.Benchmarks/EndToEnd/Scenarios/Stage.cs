using System.Diagnostics;
using System.Globalization;
using EventExporter.Benchmarks.EndToEnd.Processes;

namespace EventExporter.Benchmarks.EndToEnd.Scenarios;

/// <summary>The three processes of a run.</summary>
internal sealed class Stage : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private Stage(ChildProcess apiServer, ChildProcess bulkService, ExporterProcess exporter)
    {
        ApiServer = apiServer;
        BulkService = bulkService;
        Exporter = exporter;
    }

    public ChildProcess ApiServer { get; }

    public ChildProcess BulkService { get; }

    public ExporterProcess Exporter { get; }

    /// <param name="listed">Events in the list.</param>
    /// <param name="watched">Events that a watch sends in all; 0 for no end.</param>
    /// <param name="rate">Events a second; 0 for as fast as they are taken.</param>
    public static async Task<Stage> SetAsync(EndToEndOptions options, string folder, int listed, int watched, int rate)
    {
        Directory.CreateDirectory(folder);
        var kubeconfig = Path.Combine(folder, "kubeconfig");
        var apiServer = await ChildProcess.StartAsync(["api-server", .. new[] { listed, watched, rate, options.Objects }.Select(n => n.ToString(CultureInfo.InvariantCulture)), kubeconfig]);
        var bulkService = await ChildProcess.StartAsync("bulk-service");
        return new Stage(apiServer, bulkService, ExporterProcess.Start(options.Exporter!, folder, kubeconfig, bulkService.Address));
    }

    public async Task<long> SentAsync() => (await ApiServer.AskAsync())["watched"];

    public async Task<long> ReceivedAsync() => (await BulkService.AskAsync())["distinct"];

    /// <summary>Waits until so many different documents have arrived, as long as more of them do.</summary>
    /// <param name="watch">Called every tenth of a second with how many there are.</param>
    public async Task ReceiveAsync(long documents, Action<long>? watch = null)
    {
        var last = 0L;
        var progress = Stopwatch.StartNew();
        while (progress.Elapsed < Patience)
        {
            var received = await ReceivedAsync();
            watch?.Invoke(received);
            if (received >= documents)
                return;
            if (received > last)
                progress.Restart();
            last = received;
            await PauseAsync(0.1);
        }
    }

    public async Task<Report> VerifyAsync(Report report, long sent)
    {
        var counts = await BulkService.AskAsync();
        return report.Verify(sent, counts["distinct"], counts["items"]);
    }

    public static Task PauseAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);

    public void Dispose()
    {
        Exporter.Dispose();
        BulkService.Dispose();
        ApiServer.Dispose();
    }
}
