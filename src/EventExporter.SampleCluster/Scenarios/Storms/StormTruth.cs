namespace EventExporter.SampleCluster.Scenarios.Storms;

/// <summary>A problem that really was there.</summary>
/// <param name="Cause">Name of its cause, as incidents give it.</param>
/// <param name="About">Name of the object that it was about: a deployment, a node, a registry.</param>
/// <param name="At">When it began, in the story's time.</param>
/// <param name="What">One sentence for people.</param>
public sealed record StormTruth(string Cause, string About, TimeSpan At, string What);
