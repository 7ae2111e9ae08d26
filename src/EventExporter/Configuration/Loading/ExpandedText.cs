namespace EventExporter.Configuration.Loading;

/// <summary>A scalar after expansion.</summary>
/// <param name="Text">The text that counts.</param>
/// <param name="IsSensitive">Whether any part came from outside the file.</param>
/// <param name="IsUnresolved">Whether a reference in it could not be filled in, which has then been reported.</param>
internal readonly record struct ExpandedText(string Text, bool IsSensitive = false, bool IsUnresolved = false);
