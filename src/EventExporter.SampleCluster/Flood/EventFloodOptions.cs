using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Flood;

/// <summary>How many events a flood has and how they come.</summary>
public sealed record EventFloodOptions
{
    /// <summary>How many events a list holds; watches go on after them. Default 0.</summary>
    public int Listed { get; init; }

    /// <summary>How many events a second a watch sends; null (default) as fast as the socket takes them.</summary>
    public int? Rate { get; init; }

    /// <summary>A watch goes quiet after this many lines in all; null never.</summary>
    public long? Watched { get; init; }

    /// <summary>How often each event recurs: 0 makes every line ADDED, 3 makes one ADDED and three MODIFIED with counts 2 to 4. Default 0, at most 8.</summary>
    public int Repeats { get; init; }

    /// <summary>How many differing event shapes (namespaces, workloads, reasons, messages) there are. Default 256.</summary>
    public int Shapes { get; init; } = 256;

    /// <summary>Seed of the shapes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How long ago the listed events were seen. Default 0: just now.</summary>
    public TimeSpan ListedAge { get; init; }

    /// <summary>
    /// Where the objects of the events are made, one a shape, with labels, annotations and owners, so that lookups find them. Null (default):
    /// each event is about an object of its own that is not there.
    /// </summary>
    public ObjectStore? Objects { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
