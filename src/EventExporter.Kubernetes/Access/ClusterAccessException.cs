namespace EventExporter.Kubernetes.Access;

/// <summary>There is no usable way to the API server. The message is written for people and may have several lines.</summary>
public sealed class ClusterAccessException(string message, Exception? cause = null) : Exception(message, cause);
