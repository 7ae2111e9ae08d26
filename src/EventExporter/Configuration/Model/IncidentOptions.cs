using EventExporter.Configuration.Binding;
using EventExporter.Pipeline.Events;

namespace EventExporter.Configuration.Model;

/// <summary>Gathering events into incidents, which are told of by events of their own.</summary>
internal sealed record IncidentOptions
{
    [Option("enabled", "Gather events into incidents, and send IncidentOpened, IncidentUpdated, IncidentRecovering and IncidentResolved through the routes.")]
    public bool Enabled { get; init; } = true;

    [Option("minSeverity", "Incidents that are less severe are not told of.")]
    public Severity MinSeverity { get; init; } = Severity.Warning;

    [Option("window", "How far back changes (rollouts, scalings, new images, nodes) are looked for that may have brought an incident about.", Min = "1m", Max = "1h")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);

    [Option("settle", "How long all objects of an incident must be well before it is resolved. Twice as long after each time it came back, up to 30 minutes.", Min = "5s", Max = "1h")]
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(2);

    [Option("silence", "Without any further sign for so long an incident is resolved. Some kinds of trouble have longer times of their own: a node that is down stays so until it is heard of.", Min = "1m", Max = "24h")]
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(15);

    [Option("reopen", "What comes again within this time after its resolution is the same incident.", Min = "0s", Max = "24h")]
    public TimeSpan Reopen { get; init; } = TimeSpan.FromMinutes(30);

    [Option("updateInterval", "The shortest time between two updates of an incident.", Min = "1s", Max = "24h")]
    public TimeSpan UpdateInterval { get; init; } = TimeSpan.FromMinutes(1);

    [Option("maxObjects", "Objects in trouble that are followed at a time, and incidents. Beyond that the oldest incidents are closed.", Min = 100, Max = 200_000)]
    public int MaxObjects { get; init; } = 20_000;
}
