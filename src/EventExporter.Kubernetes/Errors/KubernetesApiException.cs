namespace EventExporter.Kubernetes.Errors;

/// <summary>The API server answered with an error.</summary>
public class KubernetesApiException(int statusCode, string reason, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>The HTTP status, or the code of a watch's ERROR event.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>The reason of the Status object, such as <c>Forbidden</c>; the name of the HTTP status where the server gave none.</summary>
    public string Reason { get; } = reason;

    /// <summary>How long the server asks to be left alone (<c>Retry-After</c>, or <c>retryAfterSeconds</c> of the Status).</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
