namespace EventExporter.SampleCluster.Storage;

public enum ChangeType
{
    Added,
    Modified,
    Deleted,
}
