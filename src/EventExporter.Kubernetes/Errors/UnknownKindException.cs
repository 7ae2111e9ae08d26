namespace EventExporter.Kubernetes.Errors;

/// <summary>The API server serves no such kind: its definition is gone, or was never installed.</summary>
public sealed class UnknownKindException(string apiVersion, string kind)
    : Exception($"the API server serves no kind \"{kind}\" in \"{apiVersion}\"")
{
    public string ApiVersion { get; } = apiVersion;

    public string Kind { get; } = kind;
}
