namespace EventExporter.Pipeline.Routing.Patterns;

/// <summary>A regular expression that cannot be used. The message says what is wrong with it, the hint how to write it instead.</summary>
internal sealed class PatternException(string message, string hint) : Exception(message)
{
    public string Hint { get; } = hint;
}
