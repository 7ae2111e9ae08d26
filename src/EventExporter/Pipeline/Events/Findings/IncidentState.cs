namespace EventExporter.Pipeline.Events.Findings;

/// <summary>What an incident's event says of it.</summary>
internal enum IncidentState : byte
{
    /// <summary>It was not there before, or it is there again.</summary>
    Opened = 0,

    /// <summary>It goes on, and something that matters has changed.</summary>
    Updated = 1,

    /// <summary>The first signs that it is over.</summary>
    Recovering = 2,

    Resolved = 3,
}
