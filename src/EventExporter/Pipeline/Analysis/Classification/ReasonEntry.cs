namespace EventExporter.Pipeline.Analysis.Classification;

/// <summary>A reason, explained to people.</summary>
/// <param name="Meaning">One sentence, short enough for a message.</param>
/// <param name="More">What else there is to say; empty if nothing.</param>
/// <param name="Causes">Usual causes.</param>
/// <param name="LookAt">What to look at.</param>
internal sealed record ReasonEntry(string Reason, string Meaning, string More, IReadOnlyList<string> Causes, IReadOnlyList<string> LookAt);
