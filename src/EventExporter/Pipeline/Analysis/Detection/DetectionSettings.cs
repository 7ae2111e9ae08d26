namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>How the detectors follow the journal.</summary>
internal sealed record DetectionSettings
{
    /// <summary>How long they wait for events that come out of order.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether time passes by the clock while no event comes. Not for a recording, whose events happened long ago: there the events alone say
    /// what time it is.
    /// </summary>
    public bool FollowsClock { get; init; } = true;

    /// <summary>Whether events are being watched now. While they are not, as in a replica that does not lead, that none come says nothing.</summary>
    public Func<bool> IsWatching { get; init; } = static () => true;

    /// <summary>Whether what was found has to be in the journal before the next events are taken. Not where the journal may wait for this follower.</summary>
    public bool WaitsForCommit { get; init; }

    /// <summary>Whether there is a next time for which the state is to be kept.</summary>
    public bool KeepsState { get; init; } = true;

    /// <summary>How often the state is saved, at least, while nothing is found.</summary>
    public TimeSpan SaveInterval { get; init; } = TimeSpan.FromMinutes(1);
}
