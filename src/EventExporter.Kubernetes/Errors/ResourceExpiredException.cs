namespace EventExporter.Kubernetes.Errors;

/// <summary>
/// The resource version or continue token is older than what the server still knows (410). List anew.
/// <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#410-gone-responses"/>
/// </summary>
public sealed class ResourceExpiredException(string reason, string message, TimeSpan? retryAfter = null)
    : KubernetesApiException(410, reason, message, retryAfter);
