namespace EventExporter.Pipeline.Analysis.Detection;

/// <summary>Something that is to be looked at again at a certain time.</summary>
internal interface IDue
{
    /// <summary>UTC ticks; <see cref="long.MaxValue"/> while it waits for nothing. Only <see cref="DueQueue{T}"/> sets it.</summary>
    long Due { get; set; }
}
