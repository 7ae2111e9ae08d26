namespace EventExporter.Pipeline.Events.Findings;

/// <summary>How often a reason occurred.</summary>
internal sealed record ReasonCount(string Reason, long Count);
