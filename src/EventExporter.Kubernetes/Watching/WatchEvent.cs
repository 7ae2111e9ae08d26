namespace EventExporter.Kubernetes.Watching;

/// <summary>One line of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object, for Added, Modified and Deleted.</param>
/// <param name="ResourceVersion">The version reached, for a Bookmark.</param>
/// <param name="Malformed">What was wrong, for a line that could not be read.</param>
public readonly record struct WatchEvent<T>(WatchEventType Type, T? Object, string? ResourceVersion, MalformedLine? Malformed);
