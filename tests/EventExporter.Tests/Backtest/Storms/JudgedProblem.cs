using EventExporter.Backtest;
using EventExporter.Pipeline.Events;
using EventExporter.Pipeline.Events.Findings;
using EventExporter.SampleCluster.Scenarios.Storms;

namespace EventExporter.Tests.Backtest.Storms;

/// <summary>A problem that really was there, and what was told of it.</summary>
internal sealed class JudgedProblem(string name, StormTruth truth, IReadOnlyList<IncidentFinding> told, IReadOnlyDictionary<string, IReadOnlyList<SentMessage>> messages)
{
    /// <summary>The incidents about the thing that it was about, in the order in which they were told.</summary>
    private readonly List<IncidentFinding> _told = [.. told.Where(finding => finding.Root.Name == truth.About)];

    public string Name => name;

    /// <summary>Whether somebody should be woken up for it.</summary>
    public bool IsUrgent => _told.Exists(static finding => finding.Severity >= Severity.Error);

    public bool IsCauseRight => _told.Count > 0 && _told[^1].Rule == truth.Cause;

    public bool WasCauseRightAtFirst => _told.Count > 0 && _told[0].Rule == truth.Cause;

    public int Told(string receiver) => messages[receiver].Count(IsAbout);

    /// <summary>An alert has the incident's id in its alias, a message in a channel its title.</summary>
    public bool IsAbout(SentMessage message) => _told.Exists(finding =>
        message.Body.Contains(finding.Id, StringComparison.Ordinal)
        || message.Address.Contains(finding.Id, StringComparison.Ordinal)
        || message.Body.Contains(finding.Title, StringComparison.Ordinal));

    public override string ToString() =>
        $"{truth.Cause} of {truth.About} at {truth.At:mm\\:ss}: {string.Join(" -> ", _told.Select(static finding => $"{finding.State} {finding.Rule}").Distinct())}";
}
