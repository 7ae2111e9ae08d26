using System.Collections.Concurrent;

namespace EventExporter.Telemetry;

/// <summary>
/// Where each part says how it is. <c>/-/healthy</c> fails while a part is <see cref="HealthState.Failed"/> (restarting the pod may help),
/// <c>/-/ready</c> also while one is <see cref="HealthState.NotReady"/>; <see cref="HealthState.Degraded"/> is shown in the body only.
/// </summary>
internal sealed class HealthBoard
{
    private readonly ConcurrentDictionary<string, HealthReport> _reports = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, HealthReport> Reports => _reports;

    public void Report(string part, HealthState state, string detail = "") => _reports[part] = new HealthReport(state, detail);
}
