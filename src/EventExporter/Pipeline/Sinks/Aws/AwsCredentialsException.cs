namespace EventExporter.Pipeline.Sinks.Aws;

/// <summary>No credentials can be had. The message is for people: why, and the way out.</summary>
internal sealed class AwsCredentialsException(string message, Exception? inner = null) : Exception(message, inner);
