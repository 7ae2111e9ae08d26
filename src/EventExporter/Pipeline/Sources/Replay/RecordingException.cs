namespace EventExporter.Pipeline.Sources.Replay;

/// <summary>A recording cannot be read. The message is for people: file, line, what is wrong.</summary>
internal sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);
