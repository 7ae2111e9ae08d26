namespace EventExporter.Templating.Evaluation;

/// <summary>A failure whose place is not known where it is found; the nearest node adds it.</summary>
public sealed class LimitException(string message) : Exception(message);
