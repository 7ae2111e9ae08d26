namespace EventExporter.Pipeline.Enrichment;

/// <summary>Reads one object's metadata from the API server, keeping to its request rate.</summary>
internal interface IObjectMetadataReader
{
    /// <summary>Answers with what came of it; throws only when cancelled.</summary>
    Task<MetadataAnswer> ReadAsync(ObjectIdentity identity, CancellationToken cancellation);
}
