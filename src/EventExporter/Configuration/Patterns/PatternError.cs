namespace EventExporter.Configuration.Patterns;

/// <summary>Why a pattern cannot be used, and what to write instead. Neither part repeats the pattern's text.</summary>
internal sealed record PatternError(string Message, string? Hint);
