namespace EventExporter.Configuration.Loading;

/// <summary>A place in a file; line and column count from one.</summary>
internal readonly record struct SourceLocation(string File, int Line, int Column);
