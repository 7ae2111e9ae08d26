namespace EventExporter.Backtest;

/// <summary>What became of a past event at one receiver.</summary>
internal enum EventFate : byte
{
    /// <summary>No route leads there.</summary>
    NotRouted = 0,

    /// <summary>Still waiting when the backtest ended.</summary>
    Waiting = 1,

    /// <summary>Sent by itself.</summary>
    Told = 2,

    /// <summary>Told of in a message that stands for several: a group or a digest.</summary>
    Gathered = 3,

    /// <summary>Deliberately not told: a recurrence, silenced, inhibited, outside the active time.</summary>
    Held = 4,

    /// <summary>Beyond the rate limit, with <c>overflow: drop</c>.</summary>
    Dropped = 5,

    /// <summary>It would end in the dead letters: a template that fails on it, or the service's limits.</summary>
    Rejected = 6,
}
