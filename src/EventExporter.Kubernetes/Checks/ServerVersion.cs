namespace EventExporter.Kubernetes.Checks;

/// <summary>What the API server says of itself at <c>/version</c>.</summary>
/// <param name="GitVersion">Such as <c>v1.34.1</c>; providers append their own marks.</param>
/// <param name="Platform">Such as <c>linux/amd64</c>.</param>
public sealed record ServerVersion(string Major, string Minor, string GitVersion, string Platform);
