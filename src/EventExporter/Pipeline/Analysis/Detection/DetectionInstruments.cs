using System.Diagnostics.Metrics;

namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>What the detectors hold, and what they could not hold.</summary>
internal sealed class DetectionInstruments
{
    public DetectionInstruments(Meter meter, IReadOnlyList<IDetector> detectors, TimeOrder order)
    {
        meter.CreateObservableGauge(
            "event_exporter_detection_groups",
            () => detectors.Select(d => new Measurement<int>(d.Remembered, Label(d))),
            description: "Keys of patterns, series of rates and groups of alert rules that are remembered.");
        meter.CreateObservableCounter(
            "event_exporter_detection_evicted",
            () => detectors.Select(d => new Measurement<long>(d.Evicted, Label(d))),
            description: "Those that were forgotten before their time because there were too many.");
        meter.CreateObservableCounter(
            "event_exporter_detection_late",
            () => order.Late,
            description: "Events that came later than detection.lateness behind newer ones.");
    }

    private static KeyValuePair<string, object?> Label(IDetector detector) => new("part", detector.Part);
}
