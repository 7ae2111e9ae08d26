namespace EventExporter.SampleCluster.Server;

/// <summary>In which shape an object is sent.</summary>
internal enum Representation
{
    Full,

    /// <summary><c>PartialObjectMetadata</c>: metadata alone.</summary>
    Metadata,

    /// <summary><c>Table</c>: what kubectl prints.</summary>
    Table,
}
