using EventExporter.EndToEnd.Support;
using EventExporter.Testing.Simulators;

namespace EventExporter.EndToEnd.Receivers;

/// <summary>What the receivers of the talk have done, over all processes of a story.</summary>
internal sealed class TalkFigures
{
    private static readonly string[] Names = ["dump", "appMetric", "personal-message", "high-priority-alert", "hook"];

    private readonly List<string> _metrics = [];

    /// <summary>Before it is stopped: what it has counted goes with it.</summary>
    public async Task TakeAsync(RunningExporter exporter) => _metrics.Add((await exporter.GetAsync("/metrics")).Text);

    /// <param name="services">In the order of the receivers in the file, with what each of them holds.</param>
    public IEnumerable<string> Lines(IEnumerable<(HttpSimulator Service, int Holds)> services)
    {
        foreach (var (name, (service, holds)) in Names.Zip(services))
        {
            double Of(string metric) => _metrics.Sum(text => RunningExporter.Sum(text, $"event_exporter_receiver_{metric}_total", $"receiver=\"{name}\""));
            var injected = service.Trouble!.Injected;
            yield return $"{name}: {service.Requests} calls, {injected.Values.Sum()} failed on purpose ({string.Join(", ", injected.Select(static pair => $"{pair.Key} {pair.Value}"))}), "
                + $"{Of("delivered")} delivered, {Of("retried")} sent again, holds {holds}";
        }
    }
}
