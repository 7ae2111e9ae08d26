namespace EventExporter.Kubernetes.Errors;

/// <summary>The API server did not answer in time, or stopped in the middle of an answer.</summary>
public sealed class RequestTimeoutException(string message) : IOException(message);
