using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Alerts;

/// <summary>An alert as it stands.</summary>
/// <param name="IsFiring">False: the condition holds, but not yet as long as it must.</param>
/// <param name="Since">When the condition was first met.</param>
internal sealed record AlertStatus(
    string Name, bool IsFiring, IReadOnlyDictionary<string, string> Labels, double Value, DateTimeOffset Since, Severity Severity, string Summary)
{
    /// <summary><c>firing</c> or <c>pending</c>.</summary>
    public string State => IsFiring ? "firing" : "pending";
}
