namespace EventExporter.SampleCluster.Storage;

/// <summary>Who writes, and how much of the content is taken as it is.</summary>
/// <param name="Manager">Name in <c>managedFields</c>; null leaves the content's own <c>managedFields</c>.</param>
/// <param name="KeepIdentity">Keep uid and creation time of the content instead of giving new ones (playback of recordings).</param>
internal sealed record WriteContext(string? Manager, bool KeepIdentity = false);
