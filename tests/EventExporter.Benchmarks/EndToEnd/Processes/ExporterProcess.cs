using System.Diagnostics;

namespace EventExporter.Benchmarks.EndToEnd.Processes;

/// <summary>The measured process: <c>event-exporter run</c> with a configuration of its own.</summary>
internal sealed class ExporterProcess : IDisposable
{
    private static readonly HttpClient Client = new();

    private readonly Process _process;
    private readonly string _address;

    private ExporterProcess(Process process, string address)
    {
        _process = process;
        _address = address;
    }

    public ProcessUsage Usage => _process.HasExited ? throw new InvalidOperationException("The exporter has ended; see its log.") : ProcessUsage.Of(_process.Id);

    public static ExporterProcess Start(string executable, string folder, string kubeconfig, string hosts)
    {
        var port = FreePort();
        var config = ExporterConfig.Write(folder, $"127.0.0.1:{port}", hosts);
        var start = new ProcessStartInfo(executable, ["run", "--config", config, "--kubeconfig", kubeconfig]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        _ = CopyAsync(process.StandardError, Path.Combine(folder, "exporter.log"));
        _ = CopyAsync(process.StandardOutput, Path.Combine(folder, "exporter.out"));
        return new ExporterProcess(process, $"http://127.0.0.1:{port}");
    }

    public void ResetPeak() => ProcessUsage.ResetPeak(_process.Id);

    public async Task<Metrics> MetricsAsync() => Metrics.Parse(await Client.GetStringAsync(new Uri(_address + "/metrics")));

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task CopyAsync(StreamReader from, string path)
    {
        await using var to = File.Create(path);
        await from.BaseStream.CopyToAsync(to);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
