namespace EventExporter.History.Sqlite;

/// <summary>By which index events are found.</summary>
internal enum ScanPath
{
    /// <summary>Along the time: in order at once, but everything in the range is passed by.</summary>
    Time,

    /// <summary>The few events of some series, or of some objects, or of an incident, sorted then.</summary>
    Series,
    Objects,
    Incident,

    /// <summary>The few blocks whose messages hold the words.</summary>
    Words,
}
