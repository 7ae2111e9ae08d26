namespace EventExporter.Telemetry;

/// <param name="Detail">One sentence for people; empty if there is nothing to say. No secrets.</param>
internal sealed record HealthReport(HealthState State, string Detail);
