namespace EventExporter.Configuration.Loading;

/// <summary>A scalar after expansion.</summary>
/// <param name="Text">The text that counts.</param>
/// <param name="IsSensitive">Whether any part came from outside the file.</param>
internal readonly record struct ExpandedText(string Text, bool IsSensitive);
