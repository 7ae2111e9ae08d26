using EventExporter.Pipeline.Events;

namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>When incidents are told of and when they are over. See the configuration's section <c>incidents</c>.</summary>
internal sealed record IncidentSettings
{
    /// <summary>How far back changes are looked for that may have brought it about.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long everything must be well before an incident counts as resolved.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Without any sign for so long it is resolved, unless the kind of trouble says otherwise.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What comes again within this time after its resolution is the same incident.</summary>
    public TimeSpan Reopen { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>At most one update in this time.</summary>
    public TimeSpan UpdateInterval { get; init; } = TimeSpan.FromMinutes(1);

    public Severity MinSeverity { get; init; } = Severity.Warning;

    /// <summary>Incidents at a time, those included that are watched only; the oldest are given up.</summary>
    public int MaxIncidents { get; init; } = 20_000;

    /// <summary>Objects at a time that are followed one by one.</summary>
    public int MaxObjects { get; init; } = 20_000;
}
