using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

internal sealed record ListPage(long Version, IReadOnlyList<StoredObject> Items, string? Continue, int? Remaining);
