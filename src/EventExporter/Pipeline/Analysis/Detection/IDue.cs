namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>Something that is to be looked at again at a certain time.</summary>
internal interface IDue
{
    /// <summary>UTC ticks; <see cref="long.MaxValue"/> while it waits for nothing. A queue sets it; whoever sets it to that value takes the thing out of its queue.</summary>
    long Due { get; set; }
}
