namespace EventExporter.History;

/// <summary>A question that cannot be answered because of how it is put; the message is for whoever put it.</summary>
internal sealed class HistoryRequestException(string message) : Exception(message);
