namespace EventExporter.History;

/// <summary>The history cannot be read or written: disk full, no permission, no file. The message says which file, what, and the way out.</summary>
internal sealed class HistoryUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
