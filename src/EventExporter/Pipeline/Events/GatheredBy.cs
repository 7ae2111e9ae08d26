namespace EventExporter.Pipeline.Events;

/// <summary>Why events travel as one.</summary>
internal enum GatheredBy : byte
{
    /// <summary>It is one event.</summary>
    Nothing,

    /// <summary>The receiver groups by fields.</summary>
    Group,

    /// <summary>Recurrences of one trouble, told together.</summary>
    Repeats,

    /// <summary>There were more than the receiver's rate allows.</summary>
    RateLimit,

    /// <summary>They came outside the receiver's active time.</summary>
    ActiveTime,
}
