using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace EventExporter.EndToEnd.Support;

/// <summary><c>event-exporter run</c> at work, and its web server.</summary>
internal sealed partial class RunningExporter : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    private RunningExporter(ExporterProcess process) => Process = process;

    public ExporterProcess Process { get; }

    public string Log => Process.Errors;

    /// <summary>Where it listens.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <param name="environment">See <see cref="ExporterProcess.Start"/>.</param>
    public static async Task<RunningExporter> StartAsync(string config, string kubeconfig, IReadOnlyDictionary<string, string>? environment = null)
    {
        var exporter = new RunningExporter(ExporterProcess.Start(["run", "--config", config, "--kubeconfig", kubeconfig], environment: environment));
        await Eventually.TrueAsync(
            () => exporter.Process.HasExited || exporter.Listens() is not null, () => $"the exporter should listen\n{exporter.Log}");
        Assert.False(exporter.Process.HasExited, exporter.Log);
        exporter._http.BaseAddress = exporter.Listens();
        return exporter;
    }

    public async Task ReadyAsync() =>
        await Eventually.TrueAsync(async () => (await GetAsync("/-/ready")).Status == HttpStatusCode.OK, () => $"the exporter should be ready\n{Log}");

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The sum over the series of a metric whose labels hold all the given texts.</summary>
    public async Task<double> MetricAsync(string name, params string[] labels) => Sum((await GetAsync("/metrics")).Text, name, labels);

    public static double Sum(string metrics, string name, params string[] labels) => metrics.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
        .Where(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>Orderly end, as Kubernetes asks for it.</summary>
    public async Task<int> StopAsync()
    {
        Process.Terminate();
        return (await Process.EndAsync()).ExitCode;
    }

    public Task KillAsync() => Process.KillAsync();

    public int LogLines(string part) => Log.Split('\n').Count(line => line.Contains(part, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }

    private Uri? Listens() => Listening().Match(Log) is { Success: true } match ? new Uri(match.Groups[1].Value) : null;

    [GeneratedRegex(@"Listening on (http://[^\s,:]+:\d+)")]
    private static partial Regex Listening();
}
