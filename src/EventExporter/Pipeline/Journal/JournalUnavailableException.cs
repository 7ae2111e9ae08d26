namespace EventExporter.Pipeline.Journal;

/// <summary>The journal cannot be written or read: disk full, damaged file, no permission. The message says which file, what, and the way out.</summary>
internal sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
