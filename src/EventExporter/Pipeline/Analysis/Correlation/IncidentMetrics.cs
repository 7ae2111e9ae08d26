using System.Diagnostics.Metrics;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>How many incidents there are, and how many had to be given up.</summary>
internal sealed class IncidentMetrics
{
    public IncidentMetrics(Meter meter, Func<(int Open, int Objects)> counts)
    {
        Opened = meter.CreateCounter<long>("event_exporter_incidents_opened", description: "Incidents that were opened, by cause.");
        Resolved = meter.CreateCounter<long>("event_exporter_incidents_resolved", description: "Incidents that were resolved, by how: recovered, gone, silent.");
        GivenUp = meter.CreateCounter<long>("event_exporter_incidents_given_up", description: "Incidents that were closed early because there were too many; the oldest go first.");
        meter.CreateObservableGauge("event_exporter_incidents_open", () => counts().Open, description: "Incidents that are open or recovering.");
        meter.CreateObservableGauge("event_exporter_incidents_objects", () => counts().Objects, description: "Objects in trouble that are followed.");
    }

    public Counter<long> Opened { get; }

    public Counter<long> Resolved { get; }

    public Counter<long> GivenUp { get; }
}
