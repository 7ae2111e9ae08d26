namespace EventExporter.SampleCluster.Storage;

/// <summary>A request that the API server refuses, with what it answers.</summary>
public sealed class ApiException(ApiStatus status) : Exception(status.Message)
{
    public ApiStatus Status { get; } = status;
}
