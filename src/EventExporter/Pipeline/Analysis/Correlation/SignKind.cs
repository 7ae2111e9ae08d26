namespace EventExporter.Pipeline.Analysis.Correlation;

/// <summary>What an event says of its object.</summary>
internal enum SignKind : byte
{
    /// <summary>Nothing that matters here.</summary>
    None = 0,

    Trouble = 1,

    /// <summary>Trouble only where an incident explains it; else it is the ordinary course of things.</summary>
    Consequence = 2,

    /// <summary>The object got over what troubled it.</summary>
    Recovery = 3,

    /// <summary>The object is going away.</summary>
    Gone = 4,
}
