using EventExporter.SampleCluster.Storage;

namespace EventExporter.SampleCluster.Server;

/// <summary>Deletes what a deleted object owned, as the cluster's garbage collector does a moment later; and what lived in a deleted namespace.</summary>
internal static class GarbageCollector
{
    private static readonly ResourceKind[] Owned =
    [
        ResourceKinds.ReplicaSet, ResourceKinds.Job, ResourceKinds.Pod, ResourceKinds.PersistentVolumeClaim,
    ];

    public static void DeleteDependents(ObjectStore store, StoredObject owner)
    {
        if (owner.Kind == ResourceKinds.Namespace)
        {
            foreach (var kind in ResourceKinds.All.Where(k => k.Namespaced))
                DeleteAll(store, kind, o => o.Namespace == owner.Name);
            return;
        }

        if (owner.Kind == ResourceKinds.Event || owner.Kind == ResourceKinds.Pod)
            return;
        foreach (var kind in Owned)
            DeleteAll(store, kind, o => o.Namespace == owner.Namespace && IsOwnedBy(o, owner.Uid));
    }

    private static void DeleteAll(ObjectStore store, ResourceKind kind, Func<StoredObject, bool> doomed)
    {
        foreach (var item in store.Snapshot(kind).Items.Where(doomed))
            DeleteDependents(store, store.Delete(kind, item.Namespace, item.Name));
    }

    private static bool IsOwnedBy(StoredObject item, string uid) =>
        item.ParseBody()["metadata"]?["ownerReferences"]?.AsArray().Any(o => (string?)o!["uid"] == uid) == true;
}
